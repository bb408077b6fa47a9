import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from './database.ts'

export interface KeptReview {
  week: string
  scope: string
  zone: string
  computedAt: Date
  ruleVersion: number
  body: string
}

/** Keeps a review for good. One that is there already stays as it is, whatever the rules say by now. */
export async function saveReview(db: Database, review: KeptReview): Promise<{ isNew: boolean }> {
  // NUL is the one character that a text of Postgres cannot hold.
  const body = review.body.replaceAll('\0', '').toWellFormed()
  const added = await db.$executeRaw(Prisma.sql`
    insert into review (week, scope, zone, computed_at, rule_version, body)
    values (${review.week}, ${review.scope}, ${review.zone}, ${review.computedAt}, ${review.ruleVersion}, ${body})
    on conflict (week, scope) do nothing`)
  return { isNew: added > 0 }
}
