import { z } from 'zod'
import type { Fix } from '#lib/tailnet/fix.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { fixColumns, fixOfRow, fixSql } from './fixRow.ts'
import { isInScope, scopeOfFix } from './fixScopeSql.ts'
import { placeColumns, placeOfRow } from './placeRow.ts'

/** A fix with the target that it is for, where it is for one, and how many it concerns. */
export interface FixSeen {
  fix: Fix
  clusterName: string
  place: TargetPlace | null
  targets: number
}

const { id: _, ...placeRest } = placeColumns
const row = z.object({
  ...fixColumns,
  cluster_name: z.string().nullable(),
  place: z.object({ id: z.string(), ...placeRest }).nullable(),
  targets: z.number(),
})

/** Fixes, the newest first: all, or those that concern a target. */
export async function fixes(
  db: Database,
  { target, most }: { target?: TargetId; most: number },
): Promise<FixSeen[]> {
  const about = target
    ? Prisma.sql`where exists (select 1 from target where target.id = ${target} and ${isInScope(scopeOfFix)})`
    : Prisma.empty
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select ${fixSql}, cluster.name as cluster_name,
             (select count(*)::float8 from target where target.gone_at is null and ${isInScope(scopeOfFix)}) as targets,
             (select to_jsonb(target) || jsonb_build_object('cluster_name', cluster.name)
              from target where target.id = fix.target_id) as place
      from fix left join cluster on cluster.id = fix.cluster_id ${about}
      order by fix.applied_at desc, fix.id desc limit ${most}`,
  )
  return rows.map(found => ({
    fix: fixOfRow(found),
    clusterName: found.cluster_name ?? '',
    place: found.place && placeOfRow(found.place),
    targets: found.targets,
  }))
}
