import type { KubeObject } from '../model.ts'
import { podSpec, tailscaleContainer } from './kubeShape.ts'
import { type Member, madeMember } from './member.ts'
import type { Seat } from './stage.ts'
import { nodeNameOf } from './workload.ts'

/** A seat as the tables give it; what is left out is plain. */
export type GivenSeat = Pick<Seat, 'key' | 'member'> & Partial<Seat>

export const madeSeat = (given: GivenSeat): Seat => ({
  own: null,
  relayed: false,
  restarts: null,
  wanders: false,
  ...given,
})

/** The workload that a pod is of, and its ordinal's or node's name where pods of it are told apart by that. */
function workloadOf(pod: KubeObject): { name: string; place: string | null } {
  const owner = pod.metadata.ownerReferences?.find(candidate => candidate.controller)
  if (!owner) return { name: pod.metadata.name, place: '0' }
  if (owner.kind === 'ReplicaSet') return { name: owner.name.replace(/-[^-]+$/, ''), place: null }
  if (owner.kind === 'DaemonSet') return { name: owner.name, place: nodeNameOf(pod) ?? '' }
  return { name: owner.name, place: pod.metadata.name.slice(owner.name.length + 1) }
}

export const seatKey = (cluster: string, namespace: string, workload: string, place: string) =>
  `${cluster}/${namespace}/${workload}#${place}`

/** The seat's key of a pod; of a Deployment the first that no other pod holds. */
export function keyOfPod(cluster: string, pod: KubeObject, isTaken: (key: string) => boolean): string {
  const { name, place } = workloadOf(pod)
  const key = (number: string) => seatKey(cluster, pod.metadata.namespace ?? 'default', name, number)
  if (place !== null) return key(place)
  let number = 0
  while (isTaken(key(String(number)))) number++
  return key(String(number))
}

/** Every place that a tailscaled can be in; one that no table names gets a device of its own. */
export class Seats {
  private readonly byKey = new Map<string, Seat>()
  private readonly byDevice = new Map<string, Seat>()

  constructor(seats: readonly Seat[]) {
    for (const seat of seats) this.add(seat)
  }

  private add(seat: Seat) {
    this.byKey.set(seat.key, seat)
    this.byDevice.set(seat.member.nodeId, seat)
  }

  all(): Seat[] {
    return [...this.byKey.values()]
  }

  ofMember(member: Member): Seat | undefined {
    return this.byDevice.get(member.nodeId)
  }

  /** Of a pod in that place; made up where none is known. */
  for(key: string, pod: KubeObject): Seat {
    const known = this.byKey.get(key)
    if (known) return known
    const named = tailscaleContainer(podSpec(pod))?.env?.find(
      variable => variable.name === 'TS_HOSTNAME',
    )?.value
    const hostname = named ?? key.replace(/^.*\//, '').replace(/#/, '-')
    const member = madeMember(key, 600 + this.byKey.size, { hostname, plays: key })
    const seat = madeSeat({ key, member })
    this.add(seat)
    return seat
  }
}
