import { z } from 'zod'
import type { Fix } from '#lib/tailnet/fix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { fixColumns, fixOfRow, fixSql } from './fixRow.ts'
import { isInScope, scopeOfFix } from './fixScopeSql.ts'

/** A fix whose sessions are to be looked at, and the changes of the same workloads around it. */
export interface DueFix {
  fix: Fix
  /** The last other change before it; null where there was none. */
  previousAt: Date | null
  nextAt: Date | null
}

const row = z.object({
  ...fixColumns,
  previous_at: z.date().nullable(),
  next_at: z.date().nullable(),
})

/** Changes so close to each other are one: a Deployment and its ProxyClass, or a patch in two steps. */
const oneChange = Prisma.sql`interval '15 minutes'`
/** A proof reads a week of spans: not at every pass. */
const pause = Prisma.sql`interval '1 minute'`
/** A session may be told only after 30 s with traffic; a look later than that finds those that were too young. */
const settling = Prisma.sql`interval '2 minutes'`

/**
 * Does another fix concern all that this one does? One of a single target does not end the count of a cluster's: that
 * target is left out of it instead (fixTargets.ts).
 */
const covers = Prisma.sql`
  other.id <> fix.id and other.cluster_id = fix.cluster_id
  and (other.namespace is null or other.namespace = coalesce(
    fix.namespace, (select target.namespace from target where target.id = fix.target_id)))
  and (other.target_id is null or other.target_id = fix.target_id)
  and (other.node is null or other.node = fix.node)`

/**
 * Fixes of the last 30 days, and for 90 days those that were proven, of whose targets something was seen since they were
 * last looked at. Those looked at longest ago come first.
 */
export async function dueFixes(db: Database, { at, most }: { at: Date; most: number }): Promise<DueFix[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select ${fixSql},
             (select max(applied_at) from fix other
              where ${covers} and other.applied_at < fix.applied_at - ${oneChange}) as previous_at,
             (select min(applied_at) from fix other
              where ${covers} and other.applied_at > fix.applied_at + ${oneChange}) as next_at
      from fix
      where applied_at > ${at}::timestamptz - case when proven_at is null then interval '30 days' else interval '90 days' end
        and (checked_at is null or checked_at <= ${at}::timestamptz - ${pause} and exists (
          select 1 from target where ${isInScope(scopeOfFix)} and (
            exists (select 1 from path_now now where now.target_id = target.id and now.since > checked_at - ${settling})
            or exists (select 1 from path_span span where span.target_id = target.id and span.ended_at > checked_at))))
      order by checked_at nulls first, fix.id limit ${most}`,
  )
  return rows.map(found => ({ fix: fixOfRow(found), previousAt: found.previous_at, nextAt: found.next_at }))
}
