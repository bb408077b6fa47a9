import { z } from 'zod'
import type { FactSeen } from '#lib/tailnet/factChange.ts'
import { clusterId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { objectDiff } from '../write/objectDiff.ts'
import { askRows } from './askRows.ts'

const row = z.object({
  key: z.string(),
  at: z.date(),
  subject_kind: z.enum(['tailnet', 'cluster', 'target', 'device']),
  facet: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  cluster_id: z.string(),
  target_id: z.string().nullable(),
})

/** Facets that a path may depend on; others (versions, tags, Services, whole workloads) are told by these, or by none. */
const facets = Prisma.sql`(
  subject_kind = 'tailnet' and facet = 'policy'
  or subject_kind = 'target' and facet = 'pod'
  or subject_kind = 'device' and facet in ('mapping_varies', 'udp')
  or subject_kind = 'cluster' and split_part(facet, '/', 1) in (
    'Node', 'NetworkPolicy', 'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'ProxyClass', 'PeerRelay',
    'DaemonSet', 'ConfigMap', 'FelixConfiguration', 'IPPool'))`

const mostChanges = 1_000

/**
 * Facts that became others after `since`, oldest first, with what they were. What was there when its cluster or target
 * was first seen is no change.
 */
export async function factChanges(db: Database, { since }: { since: Date }): Promise<FactSeen[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with begun as (
        select span.id, span.subject_kind, span.subject_id, span.facet, span.valid_from as at, span.value as after,
               (select value from fact_span old where old.subject_kind = span.subject_kind
                  and old.subject_id = span.subject_id and old.facet = span.facet and old.id <> span.id
                  and old.valid_to = span.valid_from order by old.id desc limit 1) as before
        from fact_span span where valid_from > ${since} and ${facets}
      ), ended as (
        select span.id, span.subject_kind, span.subject_id, span.facet, span.valid_to as at, null::jsonb as after,
               span.value as before
        from fact_span span where valid_to > ${since} and ${facets} and not exists (
          select 1 from fact_span next where next.subject_kind = span.subject_kind
            and next.subject_id = span.subject_id and next.facet = span.facet and next.id <> span.id
            and next.valid_from >= span.valid_to)
      ), change as (
        select 'begun ' || id as key, * from begun union all select 'ended ' || id, * from ended
      )
      select key, at, change.subject_kind, facet, before, after, cluster.id as cluster_id, null as target_id
      from change join cluster on subject_kind = 'cluster' and cluster.id = subject_id and at > cluster.first_seen
      union all
      select key || ' ' || cluster.id, at, change.subject_kind, facet, before, after, cluster.id, null
      from change join cluster on subject_kind = 'tailnet' and at > cluster.first_seen
      union all
      select key, at, change.subject_kind, facet, before, after, target.cluster_id, target.id
      from change join target on subject_kind = 'target' and target.id = subject_id and at > target.first_seen
      union all
      select key, at, change.subject_kind, facet, before, after, target.cluster_id, target.id
      from change join target_pod pod on subject_kind = 'device' and pod.device_id = subject_id and pod.gone_at is null
      join target on target.id = pod.target_id
      order by at, key limit ${mostChanges}`,
  )
  return rows.map(found => ({
    key: found.key,
    at: found.at,
    subjectKind: found.subject_kind,
    facet: found.facet,
    before: found.before ?? null,
    after: found.after ?? null,
    cluster: clusterId(found.cluster_id),
    // Only TargetIds are ever written to target.id.
    target: found.target_id as TargetId | null,
    diff: objectDiff(found.before, found.after),
  }))
}
