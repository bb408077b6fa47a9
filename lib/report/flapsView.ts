import { flapsOf } from '#lib/diagnose/flapsOf.ts'
import type { Stretch } from '#lib/tailnet/fix.ts'
import type { EventSeen, Flip, SilenceSeen, TimeWindow } from '#lib/tailnet/history.ts'
import type { ClusterId } from '#lib/tailnet/ids.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { happeningOf } from './happeningOf.ts'
import { isSettledFlip } from './isSettledFlip.ts'
import { shortNames } from './shortNames.ts'
import { type TriggerRow, triggerRows } from './triggerRow.ts'

export interface FlipRow {
  at: number
  from: PathKind
  to: PathKind
  stillSeconds: number | null
  before: TriggerRow[]
}

export interface FlapsView {
  asOf: number
  from: number
  to: number
  links: { key: string; peerName: string; short: string; perHour: number | null; flips: FlipRow[] }[]
}

interface FlapsInput {
  stretches: readonly Stretch[]
  silences: readonly SilenceSeen[]
  cluster: ClusterId
  events: readonly EventSeen[]
  flips: readonly Flip[]
  window: TimeWindow
  now: Date
}

/** What is shown of a link, and of a flip; the links that flap most come first. */
const mostFlips = 20
const mostLinks = 20

export function flapsView({
  stretches,
  silences,
  cluster,
  events,
  flips,
  window,
  now,
}: FlapsInput): FlapsView {
  const links = flapsOf({
    stretches,
    silences,
    cluster,
    happenings: events.flatMap(event => happeningOf(event) ?? []),
    flips: flips.filter(isSettledFlip),
    window,
  })
  const byId = new Map(events.map(event => [event.id, event]))
  const short = shortNames(links.map(({ peerName }) => peerName))
  return {
    asOf: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    links: links.slice(0, mostLinks).map(link => ({
      key: `${link.observer}>${link.peer}`,
      peerName: link.peerName,
      short: short(link.peerName),
      perHour: link.perHour,
      flips: link.flips.slice(0, mostFlips).map(({ at, from, to, stillSeconds, before }) => ({
        at: at.getTime(),
        from,
        to,
        stillSeconds,
        before: triggerRows(before, byId),
      })),
    })),
  }
}
