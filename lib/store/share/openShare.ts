import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from '../read/askRows.ts'

const row = z.object({
  expiresAt: z.date().nullable(),
  redaction: z.array(z.string()),
  snapshot: z.unknown(),
})

export type OpenedShare = z.output<typeof row>

const isOpen = Prisma.sql`revoked_at is null and (expires_at is null or expires_at > now())`

/** What a token opens, and counts the opening; null for one that is unknown, expired or revoked: nobody is told which. */
export async function openShare(db: Database, hash: string): Promise<OpenedShare | null> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      update share set opened = opened + 1, last_opened_at = now()
      where hash = ${hash} and ${isOpen}
      returning expires_at as "expiresAt", redaction, snapshot`,
  )
  return found ?? null
}

/** The same for its image, which a chat fetches by itself: that is nobody's opening. */
export async function lookAtShare(db: Database, hash: string): Promise<OpenedShare | null> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      select expires_at as "expiresAt", redaction, snapshot from share where hash = ${hash} and ${isOpen}`,
  )
  return found ?? null
}
