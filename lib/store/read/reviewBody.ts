import type { Database } from '../database.ts'

/** A review as it was kept, byte for byte; null where none was. */
export async function reviewBody(
  db: Database,
  { week, scope }: { week: string; scope: string },
): Promise<string | null> {
  const found = await db.review.findUnique({ where: { week_scope: { week, scope } }, select: { body: true } })
  return found?.body ?? null
}
