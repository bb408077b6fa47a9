import type { World } from '../model.ts'
import { buildWorld } from './buildWorld.ts'
import { demoDevices } from './demoDevices.ts'
import { demoLinks, restartSecond } from './demoLinks.ts'
import { withDemoNodes } from './demoNodes.ts'
import { demoObjects } from './demoObjects.ts'
import { demoSeats } from './demoSeats.ts'
import { demoTalks } from './demoTalk.ts'
import { demoWorkloads } from './demoWorkloads.ts'
import { labClusters, movedTimes, shiftMs } from './labClusters.ts'
import { labMembers } from './labMembers.ts'
import { labSeats } from './labSeats.ts'
import { movedMember } from './labWorld.ts'
import { seriesOutage } from './series.ts'
import type { Seat } from './stage.ts'

/** One peer relay stands on a public server; the grant lets the clients with the tag use it. */
const relayPolicy = {
  grants: [
    { src: ['*'], dst: ['*'], ip: ['*'] },
    { src: ['tag:relay-client'], dst: ['100.64.0.33'], app: { 'tailscale.com/cap/relay': [] } },
  ],
  tagOwners: Object.fromEntries(
    ['k8s', 'workload', 'relay-client', 'ci', 'infra', 'exit', 'kiosk'].map(tag => [
      `tag:${tag}`,
      ['autogroup:admin'],
    ]),
  ),
}

/** The lab's clusters, filled up. Times of what is made up are moved with those of the lab. */
function demoClusters(at: Date): World['clusters'] {
  return labClusters(at).map(cluster => {
    let objects = withDemoNodes(cluster.name, cluster.objects)
    for (const work of demoWorkloads.filter(candidate => candidate.cluster === cluster.name)) {
      const made = movedTimes(JSON.stringify(demoObjects(work, objects)), shiftMs(at))
      objects = [...objects, ...(JSON.parse(made) as typeof objects)]
    }
    return { ...cluster, objects }
  })
}

/** The pod on which `series/restarted` was recorded goes through its outage again while the series is played. */
function withOutage(seat: Seat): Seat {
  const outage = seriesOutage('restarted')
  if (seat.own !== 'cilium' || !outage) return seat
  const restarts = { everySeconds: 6 * 3600, at: restartSecond, outageSeconds: outage.to - outage.from }
  return { ...seat, restarts }
}

/**
 * The lab filled up to a company's tailnet: 40 tailscale pods in seven clusters and about 30 other devices, with a
 * day's rhythm. What the made-up ones say are the lab's recordings under their own names; what was made up between
 * recordings is listed in transitions.json.
 */
export function demoWorld(options: { at?: Date } = {}): World {
  const at = options.at ?? new Date()
  const clusters = demoClusters(at)
  const moved = [...labMembers(), ...demoDevices()].map(member => movedMember(member, shiftMs(at)))
  const current = new Map(moved.map(member => [member.nodeId, member]))
  const seats = [
    ...labSeats(clusters).map(seat =>
      withOutage({ ...seat, member: current.get(seat.member.nodeId) ?? seat.member }),
    ),
    ...demoSeats().map(seat => ({ ...seat, member: movedMember(seat.member, shiftMs(at)) })),
  ]
  const seated = new Set(seats.map(seat => seat.member.nodeId))
  const others = moved.filter(member => !seated.has(member.nodeId))
  return buildWorld({
    tailnet: 'lab.ts.net',
    clusters,
    seats,
    others,
    links: demoLinks(demoTalks, seats, others),
    policy: relayPolicy,
  })
}
