import type { RoundResult, RoundWrite } from '#lib/store/roundWrite.ts'
import type { Logger } from './logger.ts'

/** Rounds on their way into the store. */
export interface RoundQueue {
  add(writes: readonly RoundWrite[]): void
  /** Resolves when all that was added before is stored. */
  flush(): Promise<void>
  size(): number
}

/** Fewer transactions while catching up, and none so long that it blocks. */
const batchSize = 400
/** Readings held while the database is away: some hours of 50 pods, about 200 MB at the most. */
const mostWaiting = 20_000

/**
 * Writes rounds in the order in which they were added, many at a time. While the database is away they wait here; of
 * those beyond the limit only the fact remains that they are missing, and why. A batch that the store rejects for
 * another reason is halved until the one bad round is found, logged and left out.
 */
export function roundQueue(parts: {
  record: (writes: RoundWrite[]) => Promise<RoundResult[]>
  stored: (write: RoundWrite, result: RoundResult) => void
  log: Logger
}): RoundQueue {
  let waiting: RoundWrite[] = []
  let running: Promise<void> | null = null

  async function write(batch: RoundWrite[]): Promise<void> {
    try {
      const results = await parts.record(batch)
      for (const [index, each] of batch.entries()) {
        const result = results[index]
        if (result) parts.stored(each, result)
      }
    } catch (error) {
      const [only] = batch
      if (batch.length > 1) {
        const half = Math.ceil(batch.length / 2)
        await write(batch.slice(0, half))
        await write(batch.slice(half))
      } else if (only) {
        const { target, source, slot } = only
        parts.log.error({ target, source, slot, err: error }, 'a round could not be stored')
      }
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize)
      waiting = waiting.slice(batchSize)
      await write(batch)
    }
    running = null
  }

  return {
    add(writes) {
      waiting.push(...writes)
      const beyond = waiting.length - mostWaiting
      if (beyond > 0) waiting = waiting.map((each, index) => (index < beyond ? withoutReading(each) : each))
      if (waiting.length > 0) running ??= drain()
    },
    flush: async () => {
      await running
    },
    size: () => waiting.length,
  }
}

/** The round as a hole with its reason. */
function withoutReading(write: RoundWrite): RoundWrite {
  if (!write.outcome.ok) return write
  const detail = 'the database was away for so long that the reading could not be held'
  return {
    ...write,
    outcome: { ok: false, failure: { code: 'unknown', detail, httpStatus: null, retryAfterSeconds: null } },
  }
}
