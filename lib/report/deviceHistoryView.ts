import type { GapSeen, LatencyPoint, SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import { podUid } from '#lib/tailnet/ids.ts'
import { type LanesView, lanesView } from './lanesView.ts'
import { type LatencyView, latencyView } from './latencyView.ts'

export interface DeviceHistoryView {
  asOf: number
  /** A lane for each pod that has a link to the device. */
  lanes: LanesView
  latency: LatencyView
}

interface HistoryInput {
  spans: SpanSeen[]
  isCut: boolean
  /** What the pod of an observer is called; null where it is not kept any more. */
  nameOf: (observer: string) => string | null
  latency: LatencyPoint[]
  home: number | null
  gaps: GapSeen[]
  window: TimeWindow
  now: Date
  regionCode: (id: number) => string | null
}

/** The links towards a device over time, each lane named for the pod at its other end. */
export function deviceHistoryView(input: HistoryInput): DeviceHistoryView {
  const { gaps, window, now, regionCode, nameOf } = input
  // A lane is named for its peer: here that is the one who looks.
  const turned = input.spans.map(span => ({
    ...span,
    observer: span.peer,
    peer: span.observer,
    peerName: nameOf(span.observer) ?? span.observer,
  }))
  return {
    asOf: now.getTime(),
    lanes: lanesView({
      spans: turned,
      isCut: input.isCut,
      links: turned
        .filter(span => span.endedAt === null)
        .map(span => ({
          observer: span.observer,
          peer: span.peer,
          peerName: span.peerName,
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
    latency: latencyView({ points: input.latency, home: input.home, gaps, window, now, regionCode }),
  }
}
