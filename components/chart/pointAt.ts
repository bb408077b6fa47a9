/**
 * The point that tells what a chart shows at a moment: of buckets, which stand at their middles, the nearest; of values that
 * hold until the next one, the last before. Null where there is none.
 */
export function pointAt<P extends { x: number }>(
  points: readonly P[],
  at: number,
  isHeld: boolean,
): P | null {
  if (isHeld) return points.findLast(point => point.x <= at) ?? null
  let best: P | null = null
  for (const point of points) {
    if (!best || Math.abs(point.x - at) < Math.abs(best.x - at)) best = point
  }
  return best
}
