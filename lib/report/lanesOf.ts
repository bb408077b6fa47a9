import type { GapSeen, SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import { podUid } from '#lib/tailnet/ids.ts'
import { type LanesView, lanesView } from './lanesView.ts'
import { pathFlips } from './pathFlips.ts'

interface LanesInput {
  /** A lane for each observer and peer, named for `peerName`. */
  spans: SpanSeen[]
  isCut: boolean
  gaps: GapSeen[]
  window: TimeWindow
  now: Date
  regionCode: (id: number) => string | null
}

/** Spans of links that belong to no one target as lanes; a span that lasts is what the link does now. */
export function lanesOf({ spans, ...rest }: LanesInput): LanesView {
  const view = lanesView({
    ...rest,
    spans,
    links: spans
      .filter(span => span.endedAt === null)
      .map(({ observer, peer, peerName, path, startedAt }) => ({
        observer,
        peer,
        peerName,
        // Lanes are told apart by their devices: no pod is asked for.
        pod: podUid(''),
        path,
        since: startedAt,
        idleSince: null,
      })),
    pods: [],
  })
  const byLane = Map.groupBy(spans, span => `${span.observer}\n${span.peer}`)
  return {
    ...view,
    lanes: view.lanes.map(lane => ({ ...lane, flips: pathFlips(byLane.get(lane.key) ?? []).length })),
  }
}
