import { z } from 'zod'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { isInScope, scopeOfFix } from './fixScopeSql.ts'

/** Is there a fix that concerns a target and was applied in a stretch of time? */
export async function hasFixSince(
  db: Database,
  { target, from, to }: { target: TargetId; from: Date; to: Date },
): Promise<boolean> {
  const found = await askRows(
    db,
    z.object({ id: z.string() }),
    Prisma.sql`
      select fix.id::text as id from fix join target on target.id = ${target}
      where applied_at >= ${from} and applied_at <= ${to} and ${isInScope(scopeOfFix)} limit 1`,
  )
  return found.length > 0
}
