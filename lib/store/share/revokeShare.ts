import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'

/** Ends a frozen view and throws away what it showed. False where there is none of that id that was not ended before. */
export async function revokeShare(db: Database, id: string): Promise<boolean> {
  const ended = await db.$executeRaw(Prisma.sql`
    update share set revoked_at = now(), snapshot = '{}'::jsonb where id = ${id}::bigint and revoked_at is null`)
  return ended > 0
}
