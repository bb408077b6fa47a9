import type { Clock } from './clock.ts'

/** The budget of execs of one cluster over time: one begins after the other, a while apart. */
export interface ExecPace {
  /** How many execs may begin in an interval that begins now. */
  room(intervalSeconds: number): number
  /** Resolves when the next exec may begin; false where all is to end instead. */
  turn(): Promise<boolean>
}

/** What the last exec of an interval has left of it to answer in: else its job would leave the next slot out. */
const lastPart = 0.1

/**
 * Never more than `perSecond`, however many look at the same time. A budget of less than one an interval leaves
 * intervals out; what was not used is not saved up.
 */
export function execPace(clock: Clock, perSecond: number, signal: AbortSignal): ExecPace {
  const spacingMs = 1000 / perSecond
  let nextMs = Number.NEGATIVE_INFINITY
  let seenMs = Number.NEGATIVE_INFINITY

  function now(): number {
    const ms = clock.now().getTime()
    // A clock that was set back would else be waited for.
    if (ms < seenMs) nextMs -= seenMs - ms
    seenMs = ms
    return ms
  }

  return {
    room(intervalSeconds) {
      const from = now()
      const last = from + intervalSeconds * 1000 * (1 - lastPart)
      return Math.max(0, Math.floor((last - Math.max(from, nextMs)) / spacingMs) + 1)
    },
    async turn() {
      if (signal.aborted) return false
      const from = now()
      const at = Math.max(from, nextMs)
      nextMs = at + spacingMs
      if (at > from) await clock.sleep(at - from, signal)
      return !signal.aborted
    },
  }
}
