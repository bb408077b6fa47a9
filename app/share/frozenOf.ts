import { type Frozen, frozenShape } from '#lib/report/frozen.ts'
import type { Database } from '#lib/store/database.ts'
import { lookAtShare, openShare } from '#lib/store/share/openShare.ts'
import { shareHash } from './token.ts'

export interface OpenedView {
  frozen: Frozen
  expiresAt: Date | null
  redaction: string[]
}

/** What a token opens, from its row alone; null where it opens nothing, or what an older version froze is no longer read. */
export async function frozenOf(
  db: Database,
  token: string,
  as: 'page' | 'image',
): Promise<OpenedView | null> {
  const row = await (as === 'page' ? openShare : lookAtShare)(db, shareHash(token))
  if (!row) return null
  const read = frozenShape.safeParse(row.snapshot)
  return read.success ? { frozen: read.data, expiresAt: row.expiresAt, redaction: row.redaction } : null
}
