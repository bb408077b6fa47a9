import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'
import { askRows } from './read/askRows.ts'

/** A week of which more is to be said needs another place. */
const mostInWeek = 200

/** Writes a note beside a review, by the database's clock; null where the week has its fill. */
export function addReviewNote(
  db: Database,
  note: { week: string; scope: string; by: string; asker: string; text: string },
): Promise<string | null> {
  return transaction(db, async tx => {
    await tx.$executeRaw(
      Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${`review note ${note.week}`}, 0))`,
    )
    const [made] = await askRows(
      tx,
      z.object({ id: z.string() }),
      Prisma.sql`
        insert into review_note (week, scope, at, by, asker, text)
        select ${note.week}, ${note.scope}, now(), ${note.by}, ${note.asker}, ${note.text}
        where (select count(*) from review_note where week = ${note.week}) < ${mostInWeek}
        returning id::text as id`,
    )
    return made?.id ?? null
  })
}
