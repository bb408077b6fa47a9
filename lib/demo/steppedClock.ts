import { setTimeout as wait } from 'node:timers/promises'
import { type Clock, realClock } from '#lib/poll/clock.ts'

/** A clock that is stepped by hand through the past, and then follows the real one. */
export interface SteppedClock extends Clock {
  stepTo(at: Date): void
  goLive(): void
}

/** While stepped, a pause takes this much less than it says. */
const haste = 600

export function steppedClock(start: Date): SteppedClock {
  let stepped: Date | null = start
  return {
    now: () => (stepped ? new Date(stepped) : realClock.now()),
    sleep: async (ms, signal) => {
      if (stepped === null) return await realClock.sleep(ms, signal)
      await wait(ms / haste)
    },
    stepTo: at => {
      stepped = at
    },
    goLive: () => {
      stepped = null
    },
  }
}
