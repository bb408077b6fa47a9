import { z } from 'zod'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { isInScope, scopeOfFix } from './fixScopeSql.ts'

/** As many as a proof needs; a change of a whole cluster is judged by the first of its targets. */
const mostOwn = 200
const mostControl = 30

const row = z.object({ id: z.string(), is_own: z.boolean() })

/**
 * Targets that a fix concerns, but for those that had a change of their own; and others, of its own cluster first, for
 * which no change was noted since `since`.
 */
export async function fixTargets(
  db: Database,
  { fix, since }: { fix: string; since: Date },
): Promise<{ own: TargetId[]; control: TargetId[] }> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with own as (
        select target.id from target join fix on fix.id = ${fix}::bigint and ${isInScope(scopeOfFix)}
        where fix.target_id is not null or not exists (
          select 1 from fix alone where alone.target_id = target.id and alone.applied_at >= ${since})
        order by target.last_seen desc, target.id limit ${mostOwn}
      ), touched as (
        select target.id from target join fix on applied_at >= ${since} and ${isInScope(scopeOfFix)}
      ), control as (
        select target.id from target join fix this on this.id = ${fix}::bigint
        where target.gone_at is null and target.id not in (select id from touched) and target.id not in (select id from own)
          and target.unjudged is null
        order by target.cluster_id = this.cluster_id desc, target.id limit ${mostControl}
      )
      select id, true as is_own from own union all select id, false from control`,
  )
  // Only TargetIds are ever written to target.id.
  const ids = (isOwn: boolean) => rows.filter(each => each.is_own === isOwn).map(each => each.id as TargetId)
  return { own: ids(true), control: ids(false) }
}
