import { isDatabaseAway } from '#lib/store/isDatabaseAway.ts'
import type { Clock } from './clock.ts'
import type { Logger } from './logger.ts'

/** Does a write, and again while the database is away. */
export type Persist = <T>(what: string, write: () => Promise<T>) => Promise<T>

const firstPauseMs = 250
const longestPauseMs = 5_000

/**
 * A `Persist` that goes on until the server is back or the signal aborts (it then rejects with the last error).
 * Every write of the store is idempotent, so one that was cut off in the middle is simply done again. An error that
 * is not the server's absence is thrown at once.
 */
export function persistWith(clock: Clock, log: Logger, signal: AbortSignal): Persist {
  return async (what, write) => {
    for (let tries = 1; ; tries++) {
      try {
        const result = await write()
        if (tries > 1) log.info({ what, tries }, 'the database answers again')
        return result
      } catch (error) {
        if (!isDatabaseAway(error) || signal.aborted) throw error
        if (tries === 1) log.warn({ what, err: error }, 'the database is away; it will be asked again')
        await clock.sleep(Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1)), signal)
      }
    }
  }
}
