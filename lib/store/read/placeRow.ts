import { z } from 'zod'
import { clusterId, type TargetId } from '#lib/tailnet/ids.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Columns of `target` joined with `cluster` that say where a target lives. */
export const placeSql = Prisma.sql`
  target.id, target.cluster_id, cluster.name as cluster_name, target.namespace, target.kind, target.workload,
  target.ordinal, target.name, target.parent_type, target.parent_namespace, target.parent_name`

export const placeColumns = {
  id: z.string(),
  cluster_id: z.string(),
  cluster_name: z.string(),
  namespace: z.string(),
  kind: z.string(),
  workload: z.string(),
  ordinal: z.number().nullable(),
  name: z.string(),
  parent_type: z.string().nullable(),
  parent_namespace: z.string().nullable(),
  parent_name: z.string().nullable(),
}

const shape = z.object(placeColumns)

export function placeOfRow(row: z.output<typeof shape>): TargetPlace {
  return {
    // Only TargetIds are ever written to target.id.
    id: row.id as TargetId,
    cluster: { id: clusterId(row.cluster_id), name: row.cluster_name },
    namespace: row.namespace,
    kind: row.kind,
    workload: row.workload,
    ordinal: row.ordinal,
    name: row.name,
    parent:
      row.parent_type === null
        ? null
        : { type: row.parent_type, namespace: row.parent_namespace, name: row.parent_name ?? '' },
  }
}
