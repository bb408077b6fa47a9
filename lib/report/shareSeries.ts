import type { ByTraffic, GapSeen, TimeWindow } from '#lib/tailnet/history.ts'
import { bucketGrid } from './bucketGrid.ts'
import { type Hole, holesOf } from './holes.ts'
import { shareOf } from './shareOf.ts'

/** One bucket of a share chart: percents that add up to 100, and what they are percents of. Null is a gap. */
export interface SharePoint {
  at: number
  direct: number | null
  peer_relay: number | null
  derp: number | null
  parts: ByTraffic | null
}

export interface ShareSeries {
  points: SharePoint[]
  holes: Hole[]
  stepMs: number
  /** The last bucket has not ended yet. */
  isLastOpen: boolean
}

interface SeriesInput {
  window: TimeWindow
  now: Date
  stepSeconds: number
  values: { at: Date; parts: ByTraffic }[]
  gaps: GapSeen[]
  firstKept: Date | null
  otherwise: string
}

/** Lays values on the grid of buckets; a bucket without one, or with nothing to divide, is a hole. */
export function shareSeries(input: SeriesInput): ShareSeries {
  const { window, now, stepSeconds, gaps, firstKept, otherwise } = input
  const byBucket = new Map(input.values.map(value => [value.at.getTime(), value.parts]))
  const points = bucketGrid(window, stepSeconds).map((at): SharePoint => {
    const parts = byBucket.get(at) ?? null
    const share = parts && shareOf(parts)
    if (!share) return { at, direct: null, peer_relay: null, derp: null, parts: null }
    return { at, ...share, parts }
  })
  const stepMs = stepSeconds * 1000
  return {
    points,
    stepMs,
    holes: holesOf({
      points: points.map(({ at, parts }) => ({ at, measured: parts !== null })),
      stepMs,
      gaps,
      now: now.getTime(),
      firstKept: firstKept?.getTime() ?? null,
      otherwise,
    }),
    isLastOpen: (points.at(-1)?.at ?? 0) + stepMs > now.getTime(),
  }
}
