import type { TimeWindow } from '#lib/tailnet/history.ts'

/** Starts of all buckets that touch the window, aligned to the epoch as the store bins them; milliseconds. */
export function bucketGrid({ from, to }: TimeWindow, stepSeconds: number): number[] {
  const step = stepSeconds * 1000
  const first = Math.floor(from.getTime() / step) * step
  const count = Math.max(0, Math.ceil((to.getTime() - first) / step))
  return Array.from({ length: count }, (_, index) => first + index * step)
}
