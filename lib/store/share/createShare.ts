import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { toJson } from '../toJson.ts'

export interface NewShare {
  /** SHA-256 of the token, in hex. */
  hash: string
  page: string
  title: string
  by: string | null
  expiresAt: Date | null
  redaction: readonly string[]
  /** All that will ever be shown of it. */
  snapshot: unknown
}

const row = z.object({ id: z.bigint() })

/** Keeps a frozen view; its id is for the list, the token alone opens it. */
export async function createShare(db: Database, share: NewShare): Promise<bigint> {
  const [made] = await askRows(
    db,
    row,
    Prisma.sql`
      insert into share (hash, page, title, created_by, expires_at, redaction, snapshot)
      values (${share.hash}, ${share.page}, ${share.title}, ${share.by}, ${share.expiresAt},
              ${[...share.redaction]}::text[], ${toJson(share.snapshot)}::jsonb)
      returning id`,
  )
  if (!made) throw new Error('an insert that returns its row gave none')
  return made.id
}
