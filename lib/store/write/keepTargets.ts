import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'

/** Keeps the targets that pods fill; one that none fills any more is gone until one does again. */
export async function keepTargets(tx: Transaction, { id, pods }: ClusterFacts, at: Date): Promise<void> {
  const targets = [...new Map(pods.map(pod => [pod.target, rowOf(pod)])).values()]
  await tx.$executeRaw(Prisma.sql`
    insert into target (id, cluster_id, namespace, kind, workload, ordinal, name, parent_type, parent_namespace,
                        parent_name, first_seen, last_seen)
    select id, ${id}, namespace, kind, workload, ordinal, name, "parentType", "parentNamespace", "parentName", ${at}, ${at}
    from jsonb_to_recordset(${toJson(targets)}::jsonb) as given(
      id text, namespace text, kind text, workload text, ordinal int, name text, "parentType" text,
      "parentNamespace" text, "parentName" text)
    on conflict (id) do update set name = excluded.name, parent_type = excluded.parent_type,
      parent_namespace = excluded.parent_namespace, parent_name = excluded.parent_name,
      last_seen = excluded.last_seen, gone_at = null`)
  await tx.$executeRaw(Prisma.sql`
    update target set gone_at = ${at}
    where cluster_id = ${id} and gone_at is null and id <> all(${targets.map(target => target.id)}::text[])`)
}

function rowOf({ target, namespace, workload, parent }: PodFacts) {
  const ordinal = ordinalOf(target, workload)
  return {
    id: target,
    namespace,
    kind: workload.kind,
    workload: workload.name,
    ordinal,
    name: ordinal === null ? workload.name : `${workload.name}-${ordinal}`,
    parentType: parent?.type ?? null,
    parentNamespace: parent?.namespace ?? null,
    parentName: parent?.name ?? null,
  }
}

/** The last part of a target's id, where it has one beyond its workload (lib/tailnet/ids.ts, `targetId`). */
function ordinalOf(target: string, workload: PodFacts['workload']): number | null {
  const end = target.slice(target.lastIndexOf('/') + 1)
  return target.endsWith(`/${workload.kind}/${workload.name}`) ? null : Number.parseInt(end, 10)
}
