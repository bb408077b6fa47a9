import type { World } from '../model.ts'
import { buildWorld } from './buildWorld.ts'
import { labClusters, movedTimes, shiftMs } from './labClusters.ts'
import { labMembers } from './labMembers.ts'
import { labSeats } from './labSeats.ts'
import type { Link } from './link.ts'
import type { Member } from './member.ts'
import { recording } from './recording.ts'
import { steady } from './rhythm.ts'
import type { Seat } from './stage.ts'

/** A policy that lets everyone reach everyone, and grants no peer relay: the lab's while `base` was recorded. */
export const openPolicy = { grants: [{ src: ['*'], dst: ['*'], ip: ['*'] }] }

/** Moves the birth of devices along with the clusters' objects. */
export const movedMember = (member: Member, byMs: number): Member => ({
  ...member,
  created: movedTimes(member.created, byMs),
})

/** Every link that was measured in `base`, under steady traffic. */
function recordedLinks(
  seat: Seat,
  members: readonly Member[],
  talksTo: readonly string[] | undefined,
): Link[] {
  if (seat.own === null) return []
  const { links } = recording('base', seat.own).truth
  return Object.keys(links)
    .filter(name => !talksTo || talksTo.includes(name))
    .flatMap(name => members.find(member => member.hostname === name) ?? [])
    .map(peer => ({ peer, line: steady(`${seat.key} ${peer.hostname}`, 400), series: null }))
}

/**
 * The lab as recorded: its clusters, pods and peers, every measured link awake. Until an object is edited each pod
 * plays the recording `base/<target>`; after an edit the one that was made in such a place (transitions.json).
 * `talksTo` narrows the peers of a target; `at` is about when the world is looked at.
 */
export function labWorld(options: { at?: Date; talksTo?: Record<string, readonly string[]> } = {}): World {
  const at = options.at ?? new Date()
  const clusters = labClusters(at)
  const moved = new Map(labMembers().map(member => [member.nodeId, movedMember(member, shiftMs(at))]))
  const members = [...moved.values()]
  const seats = labSeats(clusters).map(seat => ({
    ...seat,
    member: moved.get(seat.member.nodeId) ?? seat.member,
  }))
  const seated = new Set(seats.map(seat => seat.member))
  return buildWorld({
    tailnet: 'lab.ts.net',
    clusters,
    seats,
    others: members.filter(member => !seated.has(member)),
    links: new Map(
      seats.map(seat => [seat.key, recordedLinks(seat, members, options.talksTo?.[seat.own ?? ''])]),
    ),
    policy: openPolicy,
  })
}
