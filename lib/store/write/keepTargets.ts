import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { addTargets } from './addTargets.ts'

/** Keeps the targets that pods fill; one that none fills any more is gone until one does again. Hosts that push are no pods. */
export async function keepTargets(tx: Transaction, { id, pods }: ClusterFacts, at: Date): Promise<void> {
  const targets = [...new Map(pods.map(pod => [pod.target, rowOf(pod)])).values()]
  await addTargets(tx, id, targets, at)
  await tx.$executeRaw(Prisma.sql`
    update target set gone_at = ${at}
    where cluster_id = ${id} and gone_at is null and id <> all(${targets.map(target => target.id)}::text[])
      and not exists (select 1 from target_pod pod
                      where pod.target_id = target.id and pod.gone_at is null and pod.facts->>'pushed' = 'true')`)
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
