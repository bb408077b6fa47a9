import { type LinkEnd, ratesOf, triggersOf } from '#lib/diagnose/triggers.ts'
import type { EventSeen, Flip, GapSeen, SpanSeen, TimeWindow, TrafficPoint } from '#lib/tailnet/history.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { type BytesView, bytesView } from './bytesView.ts'
import type { EventItem, EventsView } from './eventsView.ts'
import { happeningOf } from './happeningOf.ts'
import { isSettledFlip } from './isSettledFlip.ts'
import { lanesOf } from './lanesOf.ts'
import type { LanesView } from './lanesView.ts'
import { pathFlips } from './pathFlips.ts'
import { pathText } from './pathWords.ts'
import { type TriggerRow, triggerRows } from './triggerRow.ts'

/** A change of path, by the end that saw it. */
export interface LinkFlip {
  at: number
  /** "api → lap-easy" */
  title: string
  from: { kind: PathKind; text: string }
  to: { kind: PathKind; text: string }
  /** How long the path before it had lasted, in milliseconds. */
  lastedMs: number
  /** How long nothing flowed between the two, in milliseconds. */
  pausedMs: number
  /** What happened to either end in the 15 minutes before, the nearest first. */
  before: TriggerRow[]
}

/** Bytes of the link as one end counted them; those of the other end are the same bytes again. */
export interface CountedBytes {
  title: string
  view: BytesView
}

export interface LinkHistoryView {
  asOf: number
  lanes: LanesView
  /** Newest first. */
  flips: LinkFlip[]
  /** Older ones are not listed. */
  isFlipsCut: boolean
  bytes: CountedBytes[]
  /** What happened to either end, numbered as the flags of its charts. */
  changes: EventItem[]
}

interface HistoryInput {
  a: { id: string; short: string }
  b: { id: string; short: string }
  spans: SpanSeen[]
  isCut: boolean
  /** By observer. */
  traffic: { observer: string; points: TrafficPoint[] }[]
  stepSeconds: number
  gaps: GapSeen[]
  ends: LinkEnd[]
  changes: EventsView
  everywhere: { events: EventSeen[]; flips: Flip[] }
  firstKept: Date | null
  window: TimeWindow
  now: Date
  regionCode: (id: number) => string | null
}

const mostFlips = 50

/** Both directions of a link over time, each by its own observer. */
export function linkHistoryView(input: HistoryInput): LinkHistoryView {
  const { a, b, spans, window, now, gaps, regionCode } = input
  const titleOf = (observer: string) =>
    observer === a.id ? `${a.short} → ${b.short}` : `${b.short} → ${a.short}`
  const flips = flipsOf(spans, titleOf, regionCode)
  const before = beforeFlips(input)
  const named = (span: SpanSeen): SpanSeen => ({ ...span, peerName: titleOf(span.observer) })
  return {
    asOf: now.getTime(),
    changes: input.changes.items,
    lanes: lanesOf({
      spans: spans.map(named),
      isCut: input.isCut,
      gaps,
      window,
      now,
      regionCode,
    }),
    flips: flips.slice(0, mostFlips).map(flip => ({ ...flip, before: before(new Date(flip.at)) })),
    isFlipsCut: flips.length > mostFlips,
    bytes: input.traffic
      .filter(({ points }) => points.length > 0)
      .map(({ observer, points }) => ({
        title: titleOf(observer),
        view: bytesView({
          points,
          source: 'status',
          stepSeconds: input.stepSeconds,
          gaps,
          firstKept: input.firstKept,
          window,
          now,
        }),
      })),
  }
}

/** Changes of path in either direction, newest first. */
function flipsOf(
  spans: SpanSeen[],
  titleOf: (observer: string) => string,
  regionCode: (id: number) => string | null,
): Omit<LinkFlip, 'before'>[] {
  const said = ({ path }: SpanSeen) => ({ kind: path.kind, text: pathText(path, regionCode) })
  return [...Map.groupBy(spans, span => span.observer)]
    .flatMap(([observer, of]) =>
      pathFlips(of).map(({ at, from, to, pausedMs }) => ({
        at: at.getTime(),
        title: titleOf(observer),
        from: said(from),
        to: said(to),
        lastedMs: (from.endedAt ?? at).getTime() - from.startedAt.getTime(),
        pausedMs,
      })),
    )
    .sort((one, other) => other.at - one.at)
}

/** What happened to the ends before a flip; how often its sort is followed by one is counted over all links. */
function beforeFlips({ ends, everywhere: { events, flips } }: HistoryInput): (flip: Date) => TriggerRow[] {
  const happenings = events.flatMap(event => happeningOf(event) ?? [])
  const rates = ratesOf(happenings, flips.filter(isSettledFlip))
  const byId = new Map(events.map(event => [event.id, event]))
  return flip => triggerRows(triggersOf(flip, ends, happenings, rates), byId)
}
