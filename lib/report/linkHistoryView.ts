import type { GapSeen, SpanSeen, TimeWindow, TrafficPoint } from '#lib/tailnet/history.ts'
import { podUid } from '#lib/tailnet/ids.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { type BytesView, bytesView } from './bytesView.ts'
import { type LanesView, lanesView } from './lanesView.ts'
import { pathText } from './pathWords.ts'

/** A change of path, by the end that saw it. */
export interface LinkFlip {
  at: number
  /** "api → lap-easy" */
  title: string
  from: { kind: PathKind; text: string }
  to: { kind: PathKind; text: string }
  /** How long the path before it had lasted, in milliseconds. */
  lastedMs: number
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
  const open = spans.filter(span => span.endedAt === null)
  const flips = flipsOf(spans, titleOf, regionCode)
  const named = (span: SpanSeen): SpanSeen => ({ ...span, peerName: titleOf(span.observer) })
  return {
    asOf: now.getTime(),
    lanes: lanesView({
      spans: spans.map(named),
      isCut: input.isCut,
      links: open.map(span => ({
        observer: span.observer,
        peer: span.peer,
        peerName: titleOf(span.observer),
        pod: podUid(''),
        path: span.path,
        since: span.startedAt,
        idleSince: null,
      })),
      pods: [],
      gaps,
      window,
      now,
      regionCode,
    }),
    flips: flips.slice(0, mostFlips),
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

/** What followed each span that ended by a change, in its own direction. */
function flipsOf(
  spans: SpanSeen[],
  titleOf: (observer: string) => string,
  regionCode: (id: number) => string | null,
): LinkFlip[] {
  const said = (span: SpanSeen) => ({ kind: span.path.kind, text: pathText(span.path, regionCode) })
  return [...Map.groupBy(spans, span => span.observer)]
    .flatMap(([observer, of]) => {
      const ordered = of.toSorted((one, other) => one.startedAt.getTime() - other.startedAt.getTime())
      return ordered.flatMap((span, index): LinkFlip[] => {
        const next = ordered[index + 1]
        if (span.endedBy !== 'changed' || !span.endedAt || !next) return []
        return [
          {
            at: span.endedAt.getTime(),
            title: titleOf(observer),
            from: said(span),
            to: said(next),
            lastedMs: span.endedAt.getTime() - span.startedAt.getTime(),
          },
        ]
      })
    })
    .sort((one, other) => other.at - one.at)
}
