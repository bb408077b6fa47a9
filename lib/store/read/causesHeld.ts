import { z } from 'zod'
import type { FixScope } from '#lib/tailnet/fix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { isInScope } from './fixScopeSql.ts'

/** Codes of the causes that held at a moment for any of the targets that a fix concerns. */
export async function causesHeld(
  db: Database,
  { scope, at }: { scope: FixScope; at: Date },
): Promise<string[]> {
  const within = isInScope({
    clusterId: Prisma.sql`${scope.cluster}`,
    namespace: Prisma.sql`${scope.namespace}`,
    targetId: Prisma.sql`${scope.target}`,
    node: Prisma.sql`${scope.node}`,
  })
  const rows = await askRows(
    db,
    z.object({ code: z.string() }),
    Prisma.sql`
      select distinct code from finding join target on target.id = finding.target_id
      where opened_at <= ${at} and (closed_at is null or closed_at >= ${at}) and ${within} order by code`,
  )
  return rows.map(({ code }) => code)
}
