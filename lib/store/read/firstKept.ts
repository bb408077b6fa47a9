import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

/** When the first value ever was kept; null where none was. Before it a chart has nothing to be missing. */
export async function firstKept(db: Database): Promise<Date | null> {
  const [found] = await askRows(
    db,
    z.object({ at: z.date().nullable() }),
    Prisma.sql`select min(first_seen) as at from target`,
  )
  return found?.at ?? null
}
