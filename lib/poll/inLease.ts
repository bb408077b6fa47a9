import { type CollectorLease, collectorLease } from '#lib/store/collectorLease.ts'
import type { Clock } from './clock.ts'
import type { Logger } from './logger.ts'

/** How often a collector in reserve asks for the place. */
const standbySeconds = 2

/**
 * Does `work` while this process is the one collector of its database, and waits in reserve while another is. `work` gets
 * a signal that aborts when the place is lost or the collector is to stop. Two at once would do no harm to the data
 * (rounds are idempotent), but every exec would be done twice.
 */
export async function inLease(
  parts: { url: string; clock: Clock; log: Logger; signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { url, clock, log, signal } = parts
  let told = false
  while (!signal.aborted) {
    const lease = await collectorLease(url).catch((error: unknown) => {
      log.warn({ err: error }, 'the database does not answer; it will be asked again')
      return null
    })
    if (!lease) {
      if (!told) log.info('another collector works on this database, or it is away: waiting')
      told = true
      await clock.sleep(standbySeconds * 1000, signal)
      continue
    }
    told = false
    await held(lease, signal, work)
  }
}

async function held(
  lease: CollectorLease,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  try {
    await work(AbortSignal.any([signal, lease.lost]))
  } finally {
    await lease.release()
  }
}
