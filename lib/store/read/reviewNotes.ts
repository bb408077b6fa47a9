import type { Database } from '../database.ts'

/** What a person wrote beside a review. */
export interface ReviewNoteSeen {
  id: string
  scope: string
  at: Date
  by: string
  text: string
}

/** More than a meeting writes. */
const mostNotes = 200

/** Notes of a week: of one scope, and those for all; the oldest first. */
export async function reviewNotes(
  db: Database,
  { week, scope }: { week: string; scope: string },
): Promise<ReviewNoteSeen[]> {
  const found = await db.reviewNote.findMany({
    where: { week, scope: { in: [...new Set([scope, 'all'])] } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    take: mostNotes,
  })
  return found.map(({ id, scope: of, at, by, text }) => ({ id: String(id), scope: of, at, by, text }))
}
