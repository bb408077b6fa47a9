import type { Clock } from './clock.ts'
import type { Logger } from './logger.ts'
import { nextSlot, slotOf } from './slot.ts'

/** Something done once per slot of its interval. `run` handles expected failures itself; what it throws is a bug. */
export interface Job {
  name: string
  intervalSeconds: number
  run(slot: Date): Promise<void>
}

/**
 * Runs a job at the start of each next slot until the signal aborts. It never overlaps itself: where it takes longer
 * than its interval, slots are left out. A bug in one run is logged and costs that run only.
 */
export async function repeat(job: Job, clock: Clock, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const now = clock.now()
    await clock.sleep(nextSlot(now, job.intervalSeconds).getTime() - now.getTime(), signal)
    if (!signal.aborted) await runOnce(job, slotOf(clock.now(), job.intervalSeconds), log, signal)
  }
}

/** Runs a job for one slot; a bug is logged. */
export async function runOnce(job: Job, slot: Date, log: Logger, signal: AbortSignal): Promise<void> {
  try {
    await job.run(slot)
  } catch (error) {
    if (!signal.aborted) log.error({ job: job.name, slot, err: error }, 'a job failed')
  }
}
