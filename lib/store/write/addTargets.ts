import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'

/** A target as it is kept. */
export interface TargetRow {
  id: TargetId
  namespace: string
  kind: string
  workload: string
  ordinal: number | null
  /** Last part of the page's address. */
  name: string
  parentType: string | null
  parentNamespace: string | null
  parentName: string | null
}

/** Adds targets of a cluster, or brings back those that are there; leaves the others. */
export async function addTargets(
  tx: Transaction,
  clusterId: string,
  targets: readonly TargetRow[],
  at: Date,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into target (id, cluster_id, namespace, kind, workload, ordinal, name, parent_type, parent_namespace,
                        parent_name, first_seen, last_seen)
    select id, ${clusterId}, namespace, kind, workload, ordinal, name, "parentType", "parentNamespace", "parentName",
           ${at}, ${at}
    from jsonb_to_recordset(${toJson(targets)}::jsonb) as given(
      id text, namespace text, kind text, workload text, ordinal int, name text, "parentType" text,
      "parentNamespace" text, "parentName" text)
    on conflict (id) do update set name = excluded.name, parent_type = excluded.parent_type,
      parent_namespace = excluded.parent_namespace, parent_name = excluded.parent_name,
      last_seen = greatest(target.last_seen, excluded.last_seen), gone_at = null`)
}
