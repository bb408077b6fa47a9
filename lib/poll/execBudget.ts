import { type LookReason, urgency } from './statusWish.ts'

/** A pod that wants an exec, and why. */
export interface Wish<Pod> {
  pod: Pod
  reason: LookReason
  /** Of its last look; null before the first. */
  lookedAt: Date | null
}

/**
 * The wishes that a budget of so many execs allows, most telling first, then longest waiting. What is left over wishes
 * again in the next slot, with more to tell.
 */
export function withinBudget<Pod>(
  wishes: readonly Wish<Pod>[],
  execs: number,
): { now: Wish<Pod>[]; later: Wish<Pod>[] } {
  const queue = [...wishes].sort(
    (a, b) => rank(a) - rank(b) || (a.lookedAt?.getTime() ?? 0) - (b.lookedAt?.getTime() ?? 0),
  )
  return { now: queue.slice(0, execs), later: queue.slice(execs) }
}

/** Plain repetition is one class, in which only waiting counts: else relayed pods would starve the others. */
function rank(wish: Wish<unknown>): number {
  return Math.min(urgency(wish.reason), urgency('derp_grew'))
}
