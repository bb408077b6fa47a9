import { z } from 'zod'
import type { EventKind } from '#lib/tailnet/events.ts'
import type { PatchLine } from '#lib/tailnet/finding.ts'
import type { EventSeen, Flip } from '#lib/tailnet/history.ts'
import { counted } from './counted.ts'
import { duration } from './duration.ts'

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

const diffShape = z.object({
  diff: z.array(z.object({ sign: z.enum([' ', '+', '-']), text: z.string() })).catch([]),
})

export const targetHref = (cluster: string, namespace: string, name: string) =>
  `/pods/${encodeURIComponent(cluster)}/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`

function concerns(event: EventSeen, flip: Flip): boolean {
  if (event.target) return event.target.id === flip.target
  return event.cluster !== null && event.cluster.id === flip.cluster
}

/** What the links of an event's target, or cluster, did just after it. A later event takes over from it. */
function effectOf(event: EventSeen, flips: Flip[], until: number): EventItem['effect'] {
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

/** Events newest first, each with what the paths did after it; flags are numbered in the order of time. */
export function eventsView(events: EventSeen[], flips: Flip[], now: Date): EventsView {
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
    return {
      id: event.id,
      at: event.at.getTime(),
      kind: event.kind,
      no: isFlagged ? no : null,
      title: event.title,
      place: [cluster?.name, target?.namespace, target?.name].filter(Boolean).join(' / ') || null,
      href: target && cluster ? targetHref(cluster.name, target.namespace, target.name) : null,
      effect,
      diff: diffShape.safeParse(event.detail).data?.diff ?? [],
    }
  })
  return { asOf: now.getTime(), items: items.reverse() }
}
