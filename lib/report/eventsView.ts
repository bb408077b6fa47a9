import { type Happening, mayTurn, ratesOf } from '#lib/diagnose/triggers.ts'
import type { EventKind } from '#lib/tailnet/events.ts'
import type { PatchLine } from '#lib/tailnet/finding.ts'
import type { EventSeen, Flip } from '#lib/tailnet/history.ts'
import { counted } from './counted.ts'
import { diffOf } from './diffOf.ts'
import { duration } from './duration.ts'
import { happeningOf } from './happeningOf.ts'
import { isSettledFlip } from './isSettledFlip.ts'

export interface EventItem {
  id: string
  at: number
  kind: EventKind
  /** The number on its flag; null for what stays off the charts. */
  no: number | null
  title: string
  place: string | null
  href: string | null
  effect: { kind: 'derp' | 'direct' | 'none'; words: string } | null
  diff: PatchLine[]
  /** Where it lies in the 15 minutes before a link changed its path; null where none did. */
  trigger: EventTrigger | null
}

/** What a change may have turned, and how often its like was, and was not, followed by a change of path. */
export interface EventTrigger {
  /** To the nearest flip after it. */
  secondsBefore: number
  /** How many links changed their path within 15 minutes. */
  links: number
  sort: string
  followed: number
  notFollowed: number
}

export interface EventsView {
  asOf: number
  items: EventItem[]
}

/** How long after a change a flip is counted as its effect (DESIGN.md, "What changed"). */
const effectMs = 15 * 60_000
/** Kinds that move no path by themselves: listed, not flagged, unless a path changed after them. */
const quiet = new Set<EventKind>([
  'collector_started',
  'collector_gap',
  'device_added',
  'device_gone',
  'client_updated',
])

export const targetHref = (cluster: string, namespace: string, name: string) =>
  `/pods/${encodeURIComponent(cluster)}/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`

function concerns(event: EventSeen, flip: Flip): boolean {
  if (event.target) return event.target.id === flip.target
  return event.cluster !== null && event.cluster.id === flip.cluster
}

/** What the links of an event's target, or cluster, did just after it. A later event takes over from it. */
function effectOf(event: EventSeen, flips: readonly Flip[], until: number): EventItem['effect'] {
  if (!event.target && !event.cluster) return null
  const start = event.at.getTime()
  const after = flips
    .filter(flip => flip.at.getTime() >= start && flip.at.getTime() < until && concerns(event, flip))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const first = after[0]
  if (!first) return { kind: 'none', words: 'no path changed' }
  const delay = duration((first.at.getTime() - start) / 1000)
  const lasting = new Map(after.map(flip => [flip.peerName, flip.to]))
  const toDerp = [...lasting.values()].filter(to => to === 'derp').length
  const toDirect = [...lasting.values()].filter(to => to === 'direct').length
  if (toDerp === 0 && toDirect === 0) return { kind: 'none', words: 'no path changed to direct or DERP' }
  if (toDerp >= toDirect) return { kind: 'derp', words: `${counted(toDerp, 'link')} to DERP after ${delay}` }
  return { kind: 'direct', words: `${counted(toDirect, 'link')} turned direct after ${delay}` }
}

interface EventsInput {
  /** Those that are listed. */
  events: readonly EventSeen[]
  /** Of the links that are looked at. */
  flips: readonly Flip[]
  /** Everywhere, and from 15 minutes before the window on: how often a sort is followed is counted over these. */
  everywhere: { events: readonly EventSeen[]; flips: readonly Flip[] }
  now: Date
}

/** Events newest first, each with what the paths did after it; flags are numbered in the order of time. */
export function eventsView({ events, flips: seen, everywhere, now }: EventsInput): EventsView {
  const flips = seen.filter(isSettledFlip)
  const rates = ratesOf(
    everywhere.events.flatMap(event => happeningOf(event) ?? []),
    everywhere.flips.filter(isSettledFlip),
  )
  const ordered = [...events].sort((a, b) => a.at.getTime() - b.at.getTime())
  let no = 0
  const items = ordered.map((event, index): EventItem => {
    const sameSubject = ordered
      .slice(index + 1)
      .find(later => later.target?.id === event.target?.id && later.cluster?.id === event.cluster?.id)
    const until = Math.min(
      event.at.getTime() + effectMs,
      sameSubject?.at.getTime() ?? Number.POSITIVE_INFINITY,
    )
    const effect = quiet.has(event.kind) && !event.target ? null : effectOf(event, flips, until)
    const isFlagged = !quiet.has(event.kind) || (effect !== null && effect.kind !== 'none')
    if (isFlagged) no += 1
    const { target, cluster } = event
    const happening = happeningOf(event)
    return {
      id: event.id,
      at: event.at.getTime(),
      kind: event.kind,
      no: isFlagged ? no : null,
      title: event.title,
      place: [cluster?.name, target?.namespace, target?.name].filter(Boolean).join(' / ') || null,
      href: target && cluster ? targetHref(cluster.name, target.namespace, target.name) : null,
      effect,
      diff: diffOf(event),
      trigger: happening && triggerOf(happening, flips, rates),
    }
  })
  return { asOf: now.getTime(), items: items.reverse() }
}

function triggerOf(
  happening: Happening,
  flips: readonly Flip[],
  rates: ReturnType<typeof ratesOf>,
): EventTrigger | null {
  const after = flips.filter(flip => mayTurn(happening, flip))
  if (after.length === 0) return null
  const nearest = Math.min(...after.map(({ at }) => at.getTime()))
  return {
    secondsBefore: (nearest - happening.at.getTime()) / 1000,
    links: new Set(after.map(({ target, peer }) => `${target}\n${peer}`)).size,
    sort: happening.sort,
    ...(rates.get(happening.sort) ?? { followed: 0, notFollowed: 0 }),
  }
}
