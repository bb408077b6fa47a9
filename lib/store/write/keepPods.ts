import type { PodFacts } from '#lib/tailnet/cluster.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'
import { withoutSecrets } from './withoutSecrets.ts'

/** Keeps the pods; which device each of them is stays as it is known. */
export async function keepPods(tx: Transaction, pods: readonly PodFacts[], at: Date): Promise<void> {
  const rows = pods.map(pod => ({
    uid: pod.uid,
    target: pod.target,
    name: pod.name,
    ip: pod.podIps[0] ?? null,
    node: pod.nodeName,
    container: pod.container.name,
    version: versionOf(pod.container.image),
    facts: withoutSecrets(pod),
    startedAt: pod.startedAt,
  }))
  await tx.$executeRaw(Prisma.sql`
    insert into target_pod (uid, target_id, name, ip, node, container, version, facts, started_at, first_seen)
    select distinct on (uid) uid, target, name, ip, node, container, version, facts, "startedAt", ${at}::timestamptz
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as given(
      uid text, target text, name text, ip text, node text, container text, version text, facts jsonb,
      "startedAt" timestamptz)
    order by uid
    on conflict (uid) do update set target_id = excluded.target_id, name = excluded.name, ip = excluded.ip,
      node = excluded.node, container = excluded.container, version = excluded.version, facts = excluded.facts,
      started_at = excluded.started_at, gone_at = null`)
}

/** The release that an image's tag names; null for "latest", a digest or a channel. */
const versionOf = (image: string): string | null => /:v?(\d+\.\d+\.\d+)(?:[@-]|$)/.exec(image)?.[1] ?? null
