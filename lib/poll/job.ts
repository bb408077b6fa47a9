import type { Clock } from './clock.ts'
import type { Logger } from './logger.ts'
import { nextSlot, slotOf } from './slot.ts'

/** Something done once per slot of its interval. `run` handles expected failures itself; what it throws is a bug. */
export interface Job {
  name: string
  intervalSeconds: number
  run(slot: Date): Promise<void>
  /** Told before the run that follows: this process stood still from one moment to the other. */
  overslept?(from: Date, to: Date): Promise<void>
}

/** Waking so late is no busy machine: it slept, or the process was held. */
const oversleptMs = 30_000
/** Jobs of one interval start apart by up to a quarter of it, and by no more than this. */
const longestPhaseMs = 5_000

/**
 * Runs a job in each next slot until the signal aborts, always at the same moment of the slot. It never overlaps itself:
 * where it takes longer than its interval, slots are left out. A bug in one run is logged and costs that run only.
 */
export async function repeat(job: Job, clock: Clock, log: Logger, signal: AbortSignal): Promise<void> {
  const phase = phaseMs(job)
  while (!signal.aborted) {
    const now = clock.now()
    const due = nextSlot(now, job.intervalSeconds).getTime() + phase
    await clock.sleep(due - now.getTime(), signal)
    if (signal.aborted) return
    const woken = clock.now()
    if (job.overslept && woken.getTime() - due > oversleptMs) await told(job, now, woken, log, signal)
    await runOnce(job, slotOf(clock.now(), job.intervalSeconds), log, signal)
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

async function told(job: Job, from: Date, to: Date, log: Logger, signal: AbortSignal): Promise<void> {
  log.warn({ from, to }, 'this process stood still')
  const telling: Job = { ...job, run: async () => await job.overslept?.(from, to) }
  await runOnce(telling, to, log, signal)
}

/** When in its slot a job runs, by its name: else all clusters would be asked at the same moment. */
export function phaseMs({ name, intervalSeconds }: Pick<Job, 'name' | 'intervalSeconds'>): number {
  // FNV-1a: near names must come out far apart.
  let hash = 0x811c9dc5
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  const share = (hash >>> 0) / 2 ** 32
  return Math.floor(share * Math.min(longestPhaseMs, intervalSeconds * 250))
}
