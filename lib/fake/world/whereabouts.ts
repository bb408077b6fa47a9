import { endpointsOf, houseOf } from './house.ts'
import { labDevice, labDevices } from './labMembers.ts'
import type { Member } from './member.ts'
import { noteAt } from './presence.ts'
import type { Presences } from './presences.ts'
import { type End, type Route, routeBetween } from './route.ts'
import type { Scene } from './scene.ts'
import type { Seats } from './seats.ts'
import type { Seat } from './stage.ts'

/** Where links settle, given where each end stood at the moment. */
export class Whereabouts {
  private readonly seats: Seats
  private readonly presences: Presences
  /** By the scenes of both ends: they are never changed, only followed by others. */
  private readonly known = new WeakMap<Scene, Map<string, { there: Scene | null; route: Route }>>()

  constructor(seats: Seats, presences: Presences) {
    this.seats = seats
    this.presences = presences
  }

  /** Unix seconds at which a device's surroundings became others; none for one that is no pod of a watched cluster. */
  changesOf(member: Member): number[] {
    const seat = this.seats.ofMember(member)
    return seat ? this.presences.historyOf(seat.key).map(note => note.from) : []
  }

  private endOf(member: Member, unix: number): End {
    const seat = this.seats.ofMember(member)
    const notes = seat ? this.presences.historyOf(seat.key) : []
    if (!seat || notes.length === 0) return { ...outside, member, endpoint: outsideEndpoint(member) }
    const { scene } = noteAt(notes, unix)
    const house = houseOf(scene, seat.own === scene.recording, seat.key)
    const cluster = seat.key.slice(0, seat.key.indexOf('/'))
    return { member, scene, cluster, relayed: seat.relayed, endpoint: endpointsOf(house, scene)[0] ?? '' }
  }

  /** Where a link from a pod in a scene to another device settles at a moment. */
  route(from: Seat, scene: Scene, to: Member, unix: number): Route {
    const routes = this.known.get(scene) ?? new Map<string, { there: Scene | null; route: Route }>()
    this.known.set(scene, routes)
    const kept = routes.get(to.nodeId)
    if (kept && kept.there === this.sceneOf(to, unix)) return kept.route
    const there = this.endOf(to, unix)
    const cluster = from.key.slice(0, from.key.indexOf('/'))
    const route = routeBetween(
      { member: from.member, scene, cluster, relayed: from.relayed, endpoint: '' },
      there,
    )
    routes.set(to.nodeId, { there: there.scene, route })
    return route
  }

  private sceneOf(member: Member, unix: number): Scene | null {
    const seat = this.seats.ofMember(member)
    const notes = seat ? this.presences.historyOf(seat.key) : []
    return notes.length === 0 ? null : noteAt(notes, unix).scene
  }
}

const outside = { scene: null, cluster: null, relayed: false }

function outsideEndpoint(member: Member): string {
  if (member.publicAddress !== null) return `${member.publicAddress}:41641`
  return labDevices().has(member.plays) ? (labDevice(member.plays).clientConnectivity.endpoints[0] ?? '') : ''
}
