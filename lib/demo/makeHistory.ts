import type { Collector } from '#lib/poll/collector.ts'
import { slotOf } from '#lib/poll/slot.ts'
import type { SteppedClock } from './steppedClock.ts'

export interface History {
  collector: Collector
  clock: SteppedClock
  from: Date
  /** Where history ends; asked anew at each step, as making it takes time. */
  until: () => Date
  /** The finest interval of the collector: the width of a step. */
  stepSeconds: number
  /** Lets the world move before each step. */
  tick: () => void
  progress: (percent: number) => void
  signal: AbortSignal
}

/** Steps between two waits for the store. */
const stepsAhead = 10

/** Runs the collector through the past, slot by slot, exactly as it runs live. Its clock stands at each slot's start. */
export async function makeHistory(history: History): Promise<void> {
  const { collector, clock, from, stepSeconds, signal } = history
  const start = slotOf(from, stepSeconds)
  clock.stepTo(start)
  history.tick()
  await collector.first()
  let told = 0
  let steps = 0
  for (
    let at = after(start, stepSeconds);
    at <= history.until() && !signal.aborted;
    at = after(at, stepSeconds)
  ) {
    clock.stepTo(at)
    history.tick()
    // Looks run ahead of the writes, but not so far that a diagnosis would rest on an old picture.
    if (++steps % stepsAhead === 0) await collector.flush()
    await collector.step(at)
    const done = (at.getTime() - from.getTime()) / (history.until().getTime() - from.getTime())
    const percent = Math.min(99, Math.floor(done * 100))
    if (percent >= told + 5) {
      told = percent
      history.progress(percent)
    }
  }
  await collector.flush()
}

const after = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)
