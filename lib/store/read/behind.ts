import { z } from 'zod'
import type { Behind } from '#lib/tailnet/behind.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { trafficColumns } from './byTraffic.ts'
import { alignedWindow } from './grid.ts'
import { peerEnds } from './peerEnds.ts'

const record = z.record(z.string(), z.unknown()).catch({})
const texts = z.record(z.string(), z.string()).catch({})
const factsRow = z.object({
  objects: z
    .array(
      z.object({
        apiVersion: z.string(),
        kind: z.string(),
        namespace: z.string().nullable(),
        name: z.string(),
        annotations: texts,
        labels: texts,
        spec: record,
      }),
    )
    .nullable(),
  unseen: z
    .array(z.object({ kind: z.string(), why: z.enum(['absent', 'forbidden', 'failed', 'not_asked']) }))
    .nullable(),
})
const podRow = z.object({
  name: z.string(),
  advertised: z.array(z.string()).nullable(),
  enabled: z.array(z.string()).nullable(),
})
const peerRow = z.object({
  peer: z.string(),
  peer_name: z.string(),
  is_counted: z.boolean(),
  ...trafficColumns,
  user: z.string().nullable(),
  tags: z.array(z.string()).nullable(),
  external: z.boolean().nullable(),
})

/** Links are counted in five minutes. */
const bucketSeconds = 300
/** More owners than this nobody reads. */
const mostPeers = 2_000

/** Who and what stands behind a target: the cluster's objects, the routes of its devices, the peers of the window. */
export async function behind(
  db: Database,
  { target, window }: { target: TargetId; window: TimeWindow },
): Promise<Behind> {
  const [[facts], pods, peers] = await Promise.all([
    askRows(db, factsRow, factsSql(target)),
    askRows(db, podRow, podsSql(target)),
    askRows(db, peerRow, peersSql(target, window)),
  ])
  const ends = await peerEnds(
    db,
    peers.map(({ peer }) => peer),
  )
  const placeOf = new Map(ends.map(({ device, place }) => [device, place]))
  return {
    objects: facts?.objects ?? null,
    unseen: facts?.unseen ?? [],
    pods: pods.map(({ name, advertised, enabled }) => ({
      name,
      routes: advertised && enabled ? { advertised, enabled } : null,
    })),
    peers: peers.map(({ peer, peer_name, is_counted, user, tags, external, direct, peer_relay, derp }) => ({
      peer: deviceId(peer),
      peerName: peer_name,
      device: user === null ? null : { user, tags: tags ?? [], external: external ?? false },
      place: placeOf.get(deviceId(peer)) ?? null,
      bytes: is_counted ? { direct, peer_relay, derp } : null,
    })),
  }
}

const factsSql = (target: TargetId) => Prisma.sql`
  select jsonb_path_query_array(facts, '$.objects[*] ? (@.kind == "Service" || @.kind == "Ingress" ||
           @.kind == "Connector" || @.kind == "ProxyGroup")') as objects, facts->'unseen' as unseen
  from target join cluster on cluster.id = target.cluster_id
  where target.id = ${target} and jsonb_typeof(facts->'objects') = 'array'`

const podsSql = (target: TargetId) => Prisma.sql`
  select pod.name, device.facts->'advertisedRoutes' as advertised, device.facts->'enabledRoutes' as enabled
  from target_pod pod left join device on device.id = pod.device_id and device.gone_at is null
  where pod.target_id = ${target} and pod.gone_at is null order by pod.name`

/** Peers with traffic: what the counters of the status say, and what had a path in the window, counted or not. */
function peersSql(target: TargetId, window: TimeWindow) {
  const { from, to } = alignedWindow(window, bucketSeconds)
  const bytesOf = (kind: string) => Prisma.sql`sum(rx + tx) filter (where kind = ${kind})`
  return Prisma.sql`
    with sent as (
      select peer, coalesce(${bytesOf('direct')}, 0)::float8 as direct,
             coalesce(${bytesOf('peer_relay')}, 0)::float8 as peer_relay,
             coalesce(${bytesOf('derp')}, 0)::float8 as derp
      from link_traffic_5m where target_id = ${target} and bucket >= ${from} and bucket < ${to} group by 1
    ), seen as (
      select peer, peer_name from path_now
      where target_id = ${target} and kind in ('direct', 'peer_relay', 'derp') and since < ${window.to}
        and (idle_since is null or idle_since > ${window.from})
      union all
      select peer, peer_name from path_span
      where target_id = ${target} and kind in ('direct', 'peer_relay', 'derp')
        and ended_at > ${window.from} and started_at < ${window.to}
    ), used as (
      select peer from sent where direct + peer_relay + derp > 0 union select peer from seen
    )
    select used.peer, coalesce(device.name, (select min(peer_name) from seen where seen.peer = used.peer), used.peer) as peer_name,
           sent.peer is not null as is_counted, coalesce(direct, 0) as direct, coalesce(peer_relay, 0) as peer_relay,
           coalesce(derp, 0) as derp, case when not device.told then device.facts->>'user' end as user, device.tags, device.external
    from used left join sent using (peer) left join device on device.id = used.peer
    order by coalesce(direct + peer_relay + derp, -1) desc, peer_name, used.peer limit ${mostPeers}`
}
