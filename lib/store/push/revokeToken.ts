import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from '../database.ts'

/**
 * Ends a token: it opens nothing from now on, and what it pushed but is not recorded yet is thrown away. False where
 * there is no such token that still works.
 */
export function revokeToken(db: Database, name: string): Promise<boolean> {
  return transaction(db, async tx => {
    const ended = await tx.$executeRaw(Prisma.sql`
      update push_token set revoked_at = now() where name = ${name} and revoked_at is null`)
    if (ended === 0) return false
    await tx.$executeRaw(Prisma.sql`
      delete from push_inbox using push_token where push_token.id = token_id and push_token.name = ${name}`)
    await tx.$executeRaw(Prisma.sql`delete from source_health where id = ${`push:${name}`}`)
    await tx.$executeRaw(Prisma.sql`
      update gap set ended_at = now() where subject = ${`push:${name}`} and ended_at is null`)
    return true
  })
}
