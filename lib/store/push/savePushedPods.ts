import { z } from 'zod'
import type { ClusterId, PodUid, TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, type Transaction, transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { toJson } from '../toJson.ts'
import { addTargets, type TargetRow } from '../write/addTargets.ts'

/** A pod, or a host, that nobody but itself tells of. */
export interface PushedPod {
  podUid: PodUid
  target: TargetId
  namespace: string
  name: string
  workload: { kind: string; name: string }
  ordinal: number | null
  node: string | null
  ip: string | null
  /** Null where it is not known. */
  hostNetwork: boolean | null
}

const row = z.object({ uid: z.string(), target: z.custom<TargetId>(value => typeof value === 'string') })

/**
 * Keeps pods of a cluster that no collector watches now, with their targets, and gives the target of each. Only what they
 * said of themselves is kept: no ports, no labels, no owner but the one they named. A pod that its cluster's objects told
 * of stays as those had it. Others of the cluster stay as they are.
 */
export function savePushedPods(
  db: Database,
  { at, cluster, pods }: { at: Date; cluster: { id: ClusterId; name: string }; pods: readonly PushedPod[] },
): Promise<Map<string, TargetId>> {
  return transaction(db, async tx => {
    await tx.$executeRaw(Prisma.sql`
      insert into cluster (id, name, first_seen, last_seen) values (${cluster.id}, ${cluster.name}, ${at}, ${at})
      on conflict (id) do update set last_seen = greatest(cluster.last_seen, excluded.last_seen)`)
    const known = await askRows(
      tx,
      row,
      Prisma.sql`
        select uid, target_id as target from target_pod
        where uid = any(${pods.map(pod => pod.podUid)}::text[]) and facts->>'pushed' is distinct from 'true'`,
    )
    const targetOf = new Map(known.map(({ uid, target }) => [uid, target]))
    const own = pods.filter(pod => !targetOf.has(pod.podUid))
    await addTargets(tx, cluster.id, [...new Map(own.map(pod => [pod.target, targetRow(pod)])).values()], at)
    await keepPushed(tx, own, at)
    return new Map([...targetOf, ...own.map(pod => [pod.podUid, pod.target] as const)])
  })
}

const targetRow = ({ target, namespace, workload, ordinal }: PushedPod): TargetRow => ({
  id: target,
  namespace,
  kind: workload.kind,
  workload: workload.name,
  ordinal,
  name: ordinal === null ? workload.name : `${workload.name}-${ordinal}`,
  parentType: null,
  parentNamespace: null,
  parentName: null,
})

async function keepPushed(tx: Transaction, pods: readonly PushedPod[], at: Date): Promise<void> {
  const rows = pods.map(({ podUid, target, name, namespace, node, ip, hostNetwork }) => ({
    uid: podUid,
    target,
    name,
    ip,
    node,
    facts: { namespace, pushed: true, ...(hostNetwork === null ? {} : { hostNetwork }) },
  }))
  await tx.$executeRaw(Prisma.sql`
    insert into target_pod (uid, target_id, name, ip, node, container, facts, first_seen)
    select distinct on (uid) uid, target, name, ip, node, '', facts, ${at}::timestamptz
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as given(
      uid text, target text, name text, ip text, node text, facts jsonb)
    order by uid
    on conflict (uid) do update set target_id = excluded.target_id, name = excluded.name, ip = excluded.ip,
      node = excluded.node, facts = excluded.facts, gone_at = null
    where target_pod.facts->>'pushed' = 'true'`)
}
