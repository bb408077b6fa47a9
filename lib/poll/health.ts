import type { Database } from '#lib/store/database.ts'
import { reportSource, type SourceReport } from '#lib/store/reportSource.ts'
import type { Outcome, SourceFailure } from '#lib/tailnet/failure.ts'
import type { ClusterId } from '#lib/tailnet/ids.ts'
import type { SourceState } from '#lib/tailnet/standing.ts'
import type { Clock } from './clock.ts'
import type { Persist } from './persist.ts'

/** One look at a source, as it is told to the store. */
export interface SourceLook {
  id: string
  clusterId: ClusterId | null
  title: string
  state: SourceState
  failure: SourceFailure | null
}

/** Tells the store how sources do. */
export type Health = (...looks: SourceLook[]) => Promise<void>

/** The time of the last good look is kept no finer than this: a write per source per interval. */
const repeatSeconds = 30

/** Leaves out what repeats the last report within half a minute. What is told during a write goes with the next one. */
export function healthWith(db: Database, clock: Clock, persist: Persist): Health {
  const told = new Map<string, { state: SourceState; detail: string; at: Date }>()
  let waiting: SourceReport[] = []
  let next: Promise<void> | null = null
  let last: Promise<unknown> = Promise.resolve()

  const isNews = ({ id, state, failure }: SourceLook, at: Date): boolean => {
    const detail = failure ? `${failure.code} ${failure.detail}` : ''
    const before = told.get(id)
    const age = before ? (at.getTime() - before.at.getTime()) / 1000 : Number.POSITIVE_INFINITY
    if (before && before.state === state && before.detail === detail && age < repeatSeconds) return false
    told.set(id, { state, detail, at })
    return true
  }

  async function write(): Promise<void> {
    await last.catch(() => {})
    const reports = waiting
    waiting = []
    next = null
    last = persist('source health', () => reportSource(db, ...reports))
    await last
  }

  return async (...looks) => {
    const at = clock.now()
    const reports = looks
      .filter(look => isNews(look, at))
      .map(({ failure, ...source }) => ({ at, ...source, ...(failure ? { failure } : {}) }))
    if (reports.length === 0) return
    waiting.push(...reports)
    next ??= write()
    await next
  }
}

/** The state of a source after a failure of this kind. */
export function stateAfter(failure: SourceFailure): SourceState {
  return failure.code === 'forbidden' || failure.code === 'unauthorized' ? 'denied' : 'failing'
}

/**
 * How a source shared by many pods does after one pass over them: it answers when any of them did, else the
 * commonest failure speaks. Null where nothing was asked.
 */
export function passOver(
  outcomes: readonly Outcome<unknown>[],
): Pick<SourceLook, 'state' | 'failure'> | null {
  if (outcomes.length === 0) return null
  if (outcomes.some(outcome => outcome.ok)) return { state: 'ok', failure: null }
  const failures = outcomes.flatMap(outcome => (outcome.ok ? [] : [outcome.failure]))
  const [commonest] = Object.values(Object.groupBy(failures, failure => failure.code)).sort(
    (a, b) => b.length - a.length,
  )
  const failure = commonest?.[0]
  return failure ? { state: stateAfter(failure), failure } : null
}
