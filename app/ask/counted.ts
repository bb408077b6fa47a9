import type { TimeWindow } from '#lib/tailnet/history.ts'

/** Bytes of links are kept in five minutes. */
export const finestOfLinks = 300

/** Widths of the buckets that counters are kept in, in seconds; the widest that fits a chart's step is read. */
const kept = [86_400, 3_600, 300, 60] as const

/**
 * The part of a window that counters are read for. A bucket of the past counts once it has ended: what it gets after the end
 * of the range would change the answer from one look to the next. `stepSeconds` is the width that is asked for;
 * `readUntil`, where it is said, the last look that told of these counters by then.
 */
export function counted(
  { window, at, readUntil }: { window: TimeWindow; at: Date | undefined; readUntil?: Date | null },
  stepSeconds: number,
): TimeWindow {
  if (!at) return window
  const width = (kept.find(each => each <= stepSeconds) ?? 60) * 1000
  const end = Math.min(window.to.getTime(), readUntil?.getTime() ?? Number.POSITIVE_INFINITY)
  return { from: window.from, to: new Date(Math.floor(end / width) * width) }
}
