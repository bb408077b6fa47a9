import type { KubeObject, Live, Voice, World } from '../model.ts'

import { deviceWire } from './deviceWire.ts'
import { derpMap, homeAt } from './homeRegion.ts'
import type { Link } from './link.ts'
import type { Member } from './member.ts'
import { livedNotes, noteAt } from './presence.ts'
import { isTailscalePod, Presences } from './presences.ts'
import { processStart } from './process.ts'
import { restartedPods } from './restartedPods.ts'
import { learnTemplates, newControllers, orphans, rollout } from './rollout.ts'
import { Seats } from './seats.ts'
import type { Seat, Stage } from './stage.ts'
import { Unlike } from './unlike.ts'
import { voiceOf } from './voice.ts'
import { Whereabouts } from './whereabouts.ts'
import { isWorkload } from './workload.ts'

export interface WorldPlan {
  tailnet: string
  clusters: World['clusters']
  seats: Seat[]
  /** Devices that are no pod of these clusters. */
  others: Member[]
  /** Of pods, by the seat's key. */
  links: ReadonlyMap<string, readonly Link[]>
  policy: Record<string, unknown>
}

/** Puts the parts of a tailnet together: everything is a function of the plan, the edits and the moment. */
export function buildWorld(plan: WorldPlan): World {
  const seats = new Seats(plan.seats)
  const presences = new Presences()
  const controllers = newControllers()
  for (const cluster of plan.clusters) learnTemplates(controllers, cluster.objects)
  const whereabouts = new Whereabouts(seats, presences)
  const unlike = new Unlike()
  const originals = new Set(
    plan.clusters.flatMap(cluster => cluster.objects.filter(isTailscalePod).map(pod => pod.metadata.uid)),
  )
  const lastSeen = new Map<string, Date>()

  const wanders = (member: Member) => seats.ofMember(member)?.wanders ?? false

  let allMet = false
  /** A link's other end may be a pod that nobody asked yet. */
  function meetAll(live: Live) {
    if (allMet) return
    allMet = true
    for (const { name } of plan.clusters) {
      for (const pod of live(name).filter(isTailscalePod)) presences.of(name, pod, live)
    }
  }

  const seatOf = (cluster: string, pod: KubeObject, live: Live) =>
    seats.for(presences.of(cluster, pod, live).seat, pod)

  function stage(cluster: string, pod: KubeObject, live: Live, now: Date): Stage | null {
    meetAll(live)
    const unix = now.getTime() / 1000
    const presence = presences.of(cluster, pod, live)
    const seat = seats.for(presence.seat, pod)
    const start = processStart(presence.startedAt, seat.restarts, unix)
    if (start === null || start > unix) return null
    const isRecorded = originals.has(pod.metadata.uid)
    return {
      seat,
      cluster,
      presence,
      unix,
      start,
      lived: livedNotes(presence.notes, start),
      note: noteAt(presence.notes, unix),
      links: plan.links.get(seat.key) ?? [],
      everyone: [...seats.all().map(other => other.member), ...plan.others],
      route: (note, peer, moment) => whereabouts.route(seat, note.scene, peer, moment),
      changesOf: peer => whereabouts.changesOf(peer),
      home: member => homeAt(member, wanders(member), unix),
      houseSeed:
        isRecorded && start === presence.startedAt ? seat.key : `${seat.key} ${pod.metadata.uid} ${start}`,
    }
  }

  return {
    tailnet: plan.tailnet,
    clusters: plan.clusters,
    policy: () => plan.policy,
    derpMap: () => derpMap,
    voice(cluster, pod, live, now): Voice | null {
      if (!isTailscalePod(pod)) return null
      const present = stage(cluster, pod, live, now)
      return present && voiceOf(present)
    },
    devices(live, now) {
      meetAll(live)
      const standing = new Map(
        plan.clusters.flatMap(({ name }) =>
          live(name)
            .filter(isTailscalePod)
            .map(pod => [seatOf(name, pod, live).key, { cluster: name, pod }] as const),
        ),
      )
      const unix = now.getTime() / 1000
      const pods = seats.all().map(seat => {
        const stands = standing.get(seat.key)
        const present = stands ? stage(stands.cluster, stands.pod, live, now) : null
        if (stands) lastSeen.set(seat.key, now)
        return deviceWire({
          member: seat.member,
          standing: present && { seat, scene: present.note.scene, houseSeed: present.houseSeed },
          home: homeAt(seat.member, seat.wanders, unix),
          unix,
          connected: stands !== undefined,
          lastSeen: (lastSeen.get(seat.key) ?? now).toISOString(),
        })
      })
      const others = plan.others.map(member =>
        deviceWire({
          member,
          standing: null,
          home: member.home,
          unix,
          connected: member.connected,
          lastSeen: new Date((unix - 3 * 86_400) * 1000).toISOString(),
        }),
      )
      return [...pods, ...others]
    },
    reconcile(cluster, live, now) {
      meetAll(live)
      const objects = live(cluster)
      const restarted = restartedPods(objects, pod => seatOf(cluster, pod, live), now)
      if (!unlike.since(cluster, objects)) return { put: restarted, remove: [] }
      learnTemplates(controllers, objects)
      presences.observe(cluster, live, now)
      const changes = objects.filter(isWorkload).map(workload => rollout(workload, objects, controllers, now))
      for (const { pod, replaces } of changes.flatMap(change => change.successions)) {
        if (replaces !== null) presences.succeed(pod, replaces)
      }
      return {
        put: [...changes.flatMap(change => change.put), ...restarted],
        remove: [...changes.flatMap(change => change.remove), ...orphans(objects)],
      }
    },
  }
}
