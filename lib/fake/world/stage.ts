import type { Link } from './link.ts'
import type { Home, Member } from './member.ts'
import type { Note, Presence } from './presence.ts'
import type { Restarts } from './process.ts'
import type { Route } from './route.ts'

/** What the world says of the device in a workload's place; a pod that follows takes it over. */
export interface Seat {
  /** `cluster/namespace/workload#n`, with the pod's name for a StatefulSet and the node for a DaemonSet. */
  key: string
  member: Member
  /** The lab's target of that pod, whose recording is its own; null for a made-up one. */
  own: string | null
  relayed: boolean
  restarts: Restarts | null
  /** Its home region changes now and then. */
  wanders: boolean
}

/** A tailscaled at a moment, with all that its answers depend on. */
export interface Stage {
  seat: Seat
  cluster: string
  presence: Presence
  /** Unix seconds. */
  unix: number
  /** When the process started that runs now. */
  start: number
  /** The surroundings since then, oldest first. */
  lived: Note[]
  note: Note
  links: readonly Link[]
  everyone: readonly Member[]
  /** Where a link of this pod settles when it stands in such a scene, at a moment (Unix seconds). */
  route(note: Note, peer: Member, unix: number): Route
  /** Unix seconds at which the surroundings of a peer became others. */
  changesOf(peer: Member): number[]
  home(member: Member): Home
  /** Ports of the mapping depend on it: another process has others. */
  houseSeed: string
}
