import type { Database } from '../database.ts'

/** For what reviews of a week were kept: keys of scopes. */
export async function reviewScopes(db: Database, week: string): Promise<string[]> {
  const found = await db.review.findMany({
    where: { week },
    select: { scope: true },
    orderBy: { scope: 'asc' },
  })
  return found.map(({ scope }) => scope)
}
