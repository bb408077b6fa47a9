import { setTimeout as wait } from 'node:timers/promises'

/** Time as the collector sees it: the real one, or the demo's, which runs ahead to make history. */
export interface Clock {
  now(): Date
  /** Resolves after `ms`, or at once when the signal aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const realClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    try {
      await wait(ms, undefined, signal ? { signal } : {})
    } catch {
      // Aborted: whoever sleeps looks at the signal next.
    }
  },
}
