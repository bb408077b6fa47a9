import type { Failure } from '#components/live/answer.ts'
import { database } from '../database.ts'
import { failureOf } from './failureOf.ts'
import { notesOf } from './notesOf.ts'
import { type ReviewAnswer, type ReviewAsk, reviewOf } from './reviewOf.ts'

type Found = Extract<ReviewAnswer, { kind: 'review' }>
type Page =
  | (Found & { notes: Awaited<ReturnType<typeof notesOf>> })
  | Exclude<ReviewAnswer, { kind: 'review' }>
  | { kind: 'failure'; failure: Failure }

/** What the page of a week shows, or why it shows nothing. */
export async function reviewPage(ask: Omit<ReviewAsk, 'db' | 'now'>): Promise<Page> {
  try {
    const db = database()
    const found = await reviewOf({ ...ask, db, now: new Date() })
    if (found.kind !== 'review') return found
    const notes = await notesOf(db, { week: ask.week, scope: found.view.scope.key, zone: found.view.zone })
    return { ...found, notes }
  } catch (error) {
    const failure = failureOf(error)
    console.error(`review: ${failure.why}`, failure.code === 'broken' ? error : '')
    return { kind: 'failure', failure }
  }
}
