/**
 * The slot that a moment falls in: the start of its interval, counted from the epoch. Two collectors that look at
 * the same time name the same slot, which is what keeps their rounds from counting twice.
 */
export function slotOf(at: Date, intervalSeconds: number): Date {
  const ms = intervalSeconds * 1000
  return new Date(Math.floor(at.getTime() / ms) * ms)
}

/** The first slot that starts after a moment. */
export function nextSlot(at: Date, intervalSeconds: number): Date {
  return new Date(slotOf(at, intervalSeconds).getTime() + intervalSeconds * 1000)
}
