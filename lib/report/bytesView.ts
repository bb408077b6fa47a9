import type { ByTraffic, GapSeen, TimeWindow, TrafficPoint } from '#lib/tailnet/history.ts'
import { type RateSeries, rateSeries } from './rateSeries.ts'
import { added, nothing } from './shareOf.ts'

export interface BytesView {
  asOf: number
  from: number
  to: number
  totals: ByTraffic
  series: RateSeries
  /** Counters of tailscaled by path, or the sum of its peers from status where there are no metrics. */
  source: 'metrics' | 'status' | null
  /** Some bytes were spread over a gap. */
  hasEstimates: boolean
}

interface BytesInput {
  points: TrafficPoint[]
  source: 'metrics' | 'status' | null
  gaps: GapSeen[]
  firstKept: Date | null
  window: TimeWindow
  now: Date
  stepSeconds: number
}

export function bytesView({
  points,
  source,
  gaps,
  firstKept,
  window,
  now,
  stepSeconds,
}: BytesInput): BytesView {
  return {
    asOf: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    totals: points.map(point => point.bytes).reduce(added, nothing),
    series: rateSeries({ window, now, stepSeconds, values: points, gaps, firstKept }),
    source,
    hasEstimates: points.some(point => point.estimated > 0),
  }
}
