import { z } from 'zod'
import { derpRegionId, deviceId, podUid, type TargetId } from '#lib/tailnet/ids.ts'
import type { PodStanding } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { goneSql, livingAt } from './held.ts'
import { looksAt } from './looksAt.ts'

const tri = z.enum(['yes', 'no', 'unknown'])
const netInfo = z.object({
  source: z.enum(['log', 'netcheck', 'api']),
  at: z.coerce.date().nullable(),
  mappingVaries: tri,
  udp: tri,
  ipv6: tri,
  upnp: tri,
  pmp: tri,
  pcp: tri,
  homeRegion: z.number().transform(derpRegionId).nullable(),
  globalV4: z.array(z.string()),
  globalV6: z.array(z.string()),
  latencyMs: z.array(z.object({ region: z.number().transform(derpRegionId), ms: z.number() })),
})
const matched = z.enum(['exec', 'push', 'endpoint', 'resource_status', 'hostname', 'none', 'ambiguous'])

const row = z.object({
  uid: z.string(),
  name: z.string(),
  ip: z.string().nullable(),
  node: z.string().nullable(),
  version: z.string().nullable(),
  device_id: z.string().nullable(),
  device_name: z.string().nullable(),
  is_listed: z.boolean(),
  addresses: z.array(z.string()).nullable(),
  match_method: matched.catch('none'),
  started_at: z.date().nullable(),
  gone_at: z.date().nullable(),
  host_network: z.boolean().nullable(),
  status_at: z.date().nullable(),
  metrics_at: z.date().nullable(),
  failed_rounds: z.number().nullable(),
  failure: z.object({ code: z.string(), detail: z.string() }).nullable().catch(null),
  net_info: netInfo.nullable().catch(null),
  home_region: z.number().nullable(),
})

/** The pods that fill a target, then the newest that filled it. */
const mostPods = 50

export async function podStandings(db: Database, target: TargetId, at?: Date): Promise<PodStanding[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select pod.uid, pod.name, pod.ip, pod.node, coalesce(state.version, pod.version) as version, pod.device_id,
             device.name as device_name, coalesce(not device.told, false) as is_listed, device.addresses, pod.match_method, pod.started_at,
             ${goneSql(at, 'pod')} as gone_at,
             (pod.facts->>'hostNetwork')::boolean as host_network, state.status_at, state.metrics_at,
             state.failed_rounds, state.failure, state.net_info, state.home_region
      from target_pod pod left join device on device.id = pod.device_id
      left join ${looksAt(at, Prisma.sql`state.target_id = ${target}`)} state on state.pod_uid = pod.uid
      where pod.target_id = ${target} ${at ? Prisma.sql`and pod.first_seen <= ${at}` : Prisma.empty}
      order by ${livingAt(at, 'pod')} desc, pod.first_seen desc, pod.name limit ${mostPods}`,
  )
  return rows.map(pod => ({
    uid: podUid(pod.uid),
    name: pod.name,
    ip: pod.ip,
    node: pod.node,
    version: pod.version,
    device: pod.device_id === null ? null : deviceId(pod.device_id),
    deviceName: pod.device_name,
    isListed: pod.is_listed,
    addresses: pod.addresses ?? [],
    matchMethod: pod.match_method,
    startedAt: pod.started_at,
    goneAt: pod.gone_at,
    hostNetwork: pod.host_network ?? false,
    statusAt: pod.status_at,
    metricsAt: pod.metrics_at,
    failedRounds: pod.failed_rounds ?? 0,
    failure: pod.failure,
    netInfo: pod.net_info,
    homeRegion: pod.home_region,
  }))
}
