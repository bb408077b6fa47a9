import type { Certainty, Hardness } from '#lib/tailnet/finding.ts'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { TargetStanding } from '#lib/tailnet/standing.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { causeShort } from './causeShort.ts'
import { causeTitle } from './causeTitle.ts'
import { targetHref } from './eventsView.ts'
import { sumOf } from './shareOf.ts'
import { udpStop } from './udpStop.ts'

/** How well a row is seen: `late` still shows the last known paths. */
export type Seen = 'live' | 'late' | 'waiting' | 'not_seen' | 'gone'

/** The NAT of a pod's side by layer. `stop` is where UDP ends, if it does: in the pod's own network, or at the edge. */
export interface PodNat {
  l1: Hardness
  l2: Hardness
  udp: Tri
  stop: 'pod' | 'edge' | null
}

export interface PodRow {
  id: string
  href: string
  name: string
  /** Current pods; one target may have several. */
  podNames: string[]
  cluster: string
  namespace: string
  /** "Deployment api", or the parent of an operator's proxy. */
  workload: string
  seen: Seen
  /** Why it is not seen, or late. */
  why: string | null
  /** Last good look at its paths; null before the first. */
  seenAt: number | null
  links: Record<PathKind, number>
  /** Links with traffic: the whole of the mix bar. */
  active: number
  bytes: ByTraffic | null
  slices: (ByTraffic | null)[]
  nat: PodNat | null
  causes: { code: string; title: string; short: string; certainty: Certainty }[]
  /** Since when the oldest link on DERP is there. */
  derpSince: number | null
  home: { code: string; ms: number | null } | null
  /** Predicted paths of its peers, for a pod that is not seen. */
  expected: TargetStanding['expected']
}

const certaintyOrder: Record<Certainty, number> = { certain: 0, likely: 1, possible: 2 }
/** A status look each minute, and a span holds over three failed ones. */
const lateSeconds = 240

export function workloadText({ kind, workload, parent }: TargetStanding['place']): string {
  if (parent) return [parent.type, [parent.namespace, parent.name].filter(Boolean).join('/')].join(' ')
  return `${kind} ${workload}`
}

function seenOf(standing: TargetStanding, now: Date): { seen: Seen; why: string | null } {
  if (standing.goneAt) return { seen: 'gone', why: 'no pod fills it any more' }
  if (standing.unjudged) return { seen: 'not_seen', why: standing.unjudged }
  if (!standing.statusAt) return { seen: 'waiting', why: 'no round yet' }
  const age = (now.getTime() - standing.statusAt.getTime()) / 1000
  if (standing.failedRounds > 0 && age > lateSeconds) {
    return { seen: 'late', why: `${standing.failedRounds} rounds failed in a row` }
  }
  return { seen: 'live', why: null }
}

function natOf({ chain, causes }: TargetStanding): PodNat | null {
  if (!chain) return null
  const stop = udpStop(causes.map(({ code }) => code))
  return {
    l1: chain.l1.hardness,
    l2: chain.l2.hardness,
    udp: chain.udp,
    stop: chain.udp === 'no' ? stop : null,
  }
}

export function podRow(
  standing: TargetStanding,
  now: Date,
  regionCode: (id: number) => string | null,
): PodRow {
  const { place, links } = standing
  return {
    id: place.id,
    href: targetHref(place.cluster.name, place.namespace, place.name),
    name: place.name,
    podNames: standing.podNames,
    cluster: place.cluster.name,
    namespace: place.namespace,
    workload: workloadText(place),
    ...seenOf(standing, now),
    seenAt: standing.statusAt?.getTime() ?? null,
    links,
    active: sumOf(links),
    bytes: standing.bytes,
    slices: standing.slices,
    nat: natOf(standing),
    causes: [...standing.causes]
      .sort((a, b) => certaintyOrder[a.certainty] - certaintyOrder[b.certainty])
      .map(({ code, certainty }) => ({ code, certainty, title: causeTitle(code), short: causeShort(code) })),
    derpSince: standing.derpSince?.getTime() ?? null,
    home: standing.home && {
      code: regionCode(standing.home.region) ?? `region ${standing.home.region}`,
      ms: standing.home.ms,
    },
    expected: standing.expected,
  }
}
