import { z } from 'zod'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { ClusterDetail, TierReach } from '#lib/tailnet/clusterDetail.ts'
import type { PolicyFacts } from '#lib/tailnet/device.ts'
import { clusterId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { detectedShape } from './detectedRow.ts'

const row = z.object({
  id: z.string(),
  name: z.string(),
  // Written by saveCluster and saveTailnet; this version of the code reads what it wrote.
  facts: z.custom<ClusterFacts>(value => typeof value === 'object').nullable(),
  policy: z.custom<PolicyFacts>(value => typeof value === 'object').nullable(),
  detected: detectedShape,
  first_seen: z.date(),
  last_seen: z.date(),
})
const reachRow = z.object({
  targets: count,
  devices: count,
  metrics: count,
  logs: count,
  status: count,
  push: count,
})

/** A cluster by its name or its id; null where there never was one. Of two with one name the one seen last. */
export async function clusterDetail(db: Database, address: string): Promise<ClusterDetail | null> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      select id, name, facts, detected, first_seen, last_seen, (select policy from tailnet limit 1) as policy
      from cluster where name = ${address} or id = ${address}
      order by id = ${address} desc, last_seen desc limit 1`,
  )
  if (!found) return null
  return {
    id: clusterId(found.id),
    name: found.name,
    facts: found.facts,
    detected: found.detected,
    firstSeen: found.first_seen,
    lastSeen: found.last_seen,
    policy: found.policy,
    reach: await tierReach(db, found.id),
  }
}

async function tierReach(db: Database, cluster: string): Promise<TierReach> {
  const [reach] = await askRows(
    db,
    reachRow,
    Prisma.sql`
      with pushed as (
        select distinct pod_uid from push_sender where last_at >= now() - interval '15 minutes'
      ), told as (
        select target.id, bool_or(not device.told) as device,
               bool_or(state.metrics_at >= now() - interval '15 minutes') as metrics,
               bool_or(state.net_info->>'source' = 'log') as logs,
               bool_or(state.status_at >= now() - interval '1 hour' and pushed.pod_uid is null) as status,
               bool_or(pushed.pod_uid is not null) as push
        from target left join target_pod pod on pod.target_id = target.id and pod.gone_at is null
        left join device on device.id = pod.device_id and device.gone_at is null
        left join observer_state state on state.pod_uid = pod.uid
        left join pushed on pushed.pod_uid = pod.uid
        where target.cluster_id = ${cluster} and target.gone_at is null group by 1
      )
      select count(*)::float8 as targets, count(*) filter (where device)::float8 as devices,
             count(*) filter (where metrics)::float8 as metrics, count(*) filter (where logs)::float8 as logs,
             count(*) filter (where status)::float8 as status, count(*) filter (where push)::float8 as push
      from told`,
  )
  return reach ?? { targets: 0, devices: 0, metrics: 0, logs: 0, status: 0, push: 0 }
}
