import type { TimeWindow } from '#lib/tailnet/history.ts'

/** Widths of a bucket, in seconds: each divides a day, and coarser counters are kept at 60, 300, 3600, 86400. */
const widths = [60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400] as const
/** Two points a pixel would be 600 on the smallest chart; half of that reads better. */
const mostPoints = 300
/** Minutes are kept for 48 h and five minutes for 14 d (DESIGN.md, "What is kept"). */
const minuteAge = 47 * 3_600
const fiveMinuteAge = 13.5 * 86_400

/** Width of a bucket in seconds for a window: bounded points, and no finer than what is still kept. */
export function stepFor({ from, to }: TimeWindow, now: Date): number {
  const seconds = (to.getTime() - from.getTime()) / 1000
  const age = (now.getTime() - from.getTime()) / 1000
  const finest = age > fiveMinuteAge ? 3_600 : age > minuteAge ? 300 : 60
  return widths.find(width => width >= finest && seconds / width <= mostPoints) ?? 86_400
}
