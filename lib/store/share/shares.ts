import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from '../read/askRows.ts'

const row = z.object({
  id: z.string(),
  page: z.string(),
  title: z.string(),
  createdAt: z.date(),
  by: z.string().nullable(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  isOpen: z.boolean(),
  opened: z.number(),
  lastOpenedAt: z.date().nullable(),
  redaction: z.array(z.string()),
})

/** A frozen view as the list shows it: neither its token nor what is in it. */
export type ShareStanding = z.output<typeof row>

/** Newest first, at most 200. */
export function shares(db: Database): Promise<ShareStanding[]> {
  return askRows(
    db,
    row,
    Prisma.sql`
      select id::text, page, title, created_at as "createdAt", created_by as by, expires_at as "expiresAt",
             revoked_at as "revokedAt", opened, last_opened_at as "lastOpenedAt", redaction,
             (revoked_at is null and (expires_at is null or expires_at > now())) as "isOpen"
      from share order by created_at desc, id desc limit 200`,
  )
}
