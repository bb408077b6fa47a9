interface Tick {
  value: unknown
}

/**
 * Index of the tick nearest to a moment: charts of one page share a cross-hair though their buckets differ. -1 where
 * there is none.
 */
export function nearestTick(ticks: readonly Tick[], moment: unknown): number {
  const at = Number(moment)
  if (!Number.isFinite(at)) return -1
  let best = -1
  let least = Number.POSITIVE_INFINITY
  ticks.forEach((tick, index) => {
    const distance = Math.abs(Number(tick.value) - at)
    if (distance < least) {
      best = index
      least = distance
    }
  })
  return best
}
