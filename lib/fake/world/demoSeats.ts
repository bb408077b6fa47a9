import { type DemoWorkload, demoWorkloads } from './demoWorkloads.ts'
import { madeMember } from './member.ts'
import { madeSeat, seatKey } from './seats.ts'
import { fraction } from './seeded.ts'
import type { Seat } from './stage.ts'

/** The device's name: of an operator's proxy its parent's, of several pods one with the number or node. */
function hostnameOf(work: DemoWorkload, ordinal: number): string {
  if (work.parent) return work.parent.name
  if (work.kind === 'DaemonSet') return `${work.name}-${work.nodes[ordinal]}`
  return work.nodes.length > 1 ? `${work.name}-${ordinal}` : work.name
}

/** The places of the demo's made-up pods, each with a device of its own. */
export function demoSeats(): Seat[] {
  let number = 40
  return demoWorkloads.flatMap(work =>
    work.nodes.map((node, ordinal) => {
      const place = work.kind === 'DaemonSet' ? node : String(ordinal)
      const key = seatKey(work.cluster, work.namespace, work.name, place)
      const tags = [work.parent ? 'tag:k8s' : 'tag:workload', ...(work.relayed ? ['tag:relay-client'] : [])]
      const routes = work.routes ?? []
      const hostname = hostnameOf(work, ordinal)
      const member = madeMember(key, number++, { hostname, plays: key, tags, routes, publicAddress: null })
      const hours = work.restartHours
      const restarts = hours && {
        everySeconds: hours * 3600,
        at: Math.floor(hours * 3600 * (0.2 + 0.6 * fraction(key))),
        outageSeconds: 10,
      }
      return madeSeat({
        key,
        member,
        relayed: work.relayed === true,
        wanders: work.wanders === true,
        restarts: restarts || null,
      })
    }),
  )
}
