import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'

/** Takes a source out that is known by another name from now on; its open hole ends. */
export function forgetSource(db: Database, { id, at }: { id: string; at: Date }): Promise<void> {
  return transaction(db, async tx => {
    await tx.sourceHealth.deleteMany({ where: { id } })
    await tx.$executeRaw(Prisma.sql`
      update gap set ended_at = greatest(started_at, ${at}) where subject = ${id} and ended_at is null`)
  })
}
