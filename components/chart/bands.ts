import type { TrafficKind } from '#lib/tailnet/path.ts'

/** One bucket of a stacked chart; null where nothing was measured. */
export interface BandPoint {
  at: number
  direct: number | null
  peer_relay: number | null
  derp: number | null
}

/** What is drawn: one place on the time axis, and the bucket that it stands for. */
export interface DrawnPoint extends Record<TrafficKind, number | null> {
  x: number
  bucket: number
}

/** A band without height has no edge either: null draws nothing, and stacks as nothing. */
const shown = (value: number | null) => (value === null || value === 0 ? null : value)

/**
 * Buckets as points at their middles, so that a step between two neighbours falls on their border and a pointer finds
 * the bucket it is in. Where a run of measured buckets begins or ends, a point stands on that border too.
 */
export function drawnPoints(points: BandPoint[], stepMs: number): DrawnPoint[] {
  return points.flatMap((point, bucket) => {
    const { at } = point
    const drawn = (x: number): DrawnPoint => ({
      x,
      bucket,
      direct: point.direct,
      peer_relay: shown(point.peer_relay),
      derp: shown(point.derp),
    })
    const middle = drawn(at + stepMs / 2)
    if (point.direct === null) return [middle]
    const isFirst = (points[bucket - 1]?.direct ?? null) === null
    const isLast = (points[bucket + 1]?.direct ?? null) === null
    return [...(isFirst ? [drawn(at)] : []), middle, ...(isLast ? [drawn(at + stepMs)] : [])]
  })
}
