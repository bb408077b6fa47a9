const weekMs = 7 * 86_400_000
/** Of less than this a week cannot be told: a busy hour is not a busy week. */
const leastMs = 3_600_000

/** By what a sum of bytes counted since then, at most a week ago, is multiplied to make a week. */
export function weekScale(since: Date | null, now: Date): number {
  const countedMs = since === null ? 0 : now.getTime() - since.getTime()
  return countedMs < leastMs ? 1 : Math.max(1, weekMs / countedMs)
}
