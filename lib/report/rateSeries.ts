import type { ByTraffic, GapSeen, TimeWindow } from '#lib/tailnet/history.ts'
import { bucketGrid } from './bucketGrid.ts'
import { type Hole, holesOf } from './holes.ts'

/** Bytes a second by path in one bucket; null where nothing was read. */
export interface RatePoint {
  at: number
  direct: number | null
  peer_relay: number | null
  derp: number | null
  /** Part of the bytes that was spread over a gap and not measured here, 0 to 1. */
  estimated: number
}

export interface RateSeries {
  points: RatePoint[]
  holes: Hole[]
  stepMs: number
  isLastOpen: boolean
}

interface RateInput {
  window: TimeWindow
  now: Date
  stepSeconds: number
  values: { at: Date; bytes: ByTraffic; estimated: number }[]
  gaps: GapSeen[]
  firstKept: Date | null
}

/** Bytes per bucket as a rate. The open last bucket is divided by what of it has passed. */
export function rateSeries({ window, now, stepSeconds, values, gaps, firstKept }: RateInput): RateSeries {
  const stepMs = stepSeconds * 1000
  const byBucket = new Map(values.map(value => [value.at.getTime(), value]))
  const points = bucketGrid(window, stepSeconds).map((at): RatePoint => {
    const value = byBucket.get(at)
    if (!value) return { at, direct: null, peer_relay: null, derp: null, estimated: 0 }
    const seconds = Math.max(1, Math.min(stepSeconds, (now.getTime() - at) / 1000))
    const { direct, peer_relay, derp } = value.bytes
    const whole = direct + peer_relay + derp
    return {
      at,
      direct: direct / seconds,
      peer_relay: peer_relay / seconds,
      derp: derp / seconds,
      estimated: whole > 0 ? value.estimated / whole : 0,
    }
  })
  return {
    points,
    stepMs,
    holes: holesOf({
      points: points.map(({ at, direct }) => ({ at, measured: direct !== null })),
      stepMs,
      gaps,
      now: now.getTime(),
      firstKept: firstKept?.getTime() ?? null,
      otherwise: 'no counter read',
    }),
    isLastOpen: (points.at(-1)?.at ?? 0) + stepMs > now.getTime(),
  }
}
