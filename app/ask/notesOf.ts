import { weekdayClock } from '#lib/report/reviewTime.ts'
import type { Database } from '#lib/store/database.ts'
import { reviewNotes } from '#lib/store/read/reviewNotes.ts'

/** Notes beside a review, with their time in the review's zone. */
export async function notesOf(
  db: Database,
  { week, scope, zone }: { week: string; scope: string; zone: string },
): Promise<{ id: string; at: string; by: string; text: string }[]> {
  const notes = await reviewNotes(db, { week, scope })
  return notes.map(({ id, at, by, text }) => ({ id, at: weekdayClock(at.getTime(), zone), by, text }))
}
