import type { Database } from './database.ts'
import { maintain } from './maintain.ts'

interface Ready {
  from: Date
  to: Date
}

/** Of each open database, the stretch of time for which this process has seen to partitions. */
const readyOf = new WeakMap<Database, Ready>()
const dayMs = 86_400_000

/**
 * Sees to it that rows of these moments find a partition, also where maintenance was late or failed: a round must not be
 * lost for that. Asks the database once a day.
 */
export async function readyPartitions(db: Database, moments: readonly Date[]): Promise<void> {
  const times = moments.map(moment => moment.getTime())
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))]
  const ready = readyOf.get(db)
  if (ready && ready.from <= first && ready.to >= last) return
  if (!ready || ready.from > first) await maintain(db, { at: first })
  await maintain(db, { at: last })
  readyOf.set(db, {
    from: ready && ready.from < first ? ready.from : first,
    to: new Date(Math.max(last.getTime() + dayMs, ready?.to.getTime() ?? 0)),
  })
}
