import { z } from 'zod'
import type { PodUid } from '#lib/tailnet/ids.ts'
import type { Endpoint, NetInfo } from '#lib/tailnet/reading.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, type Transaction, transaction } from './database.ts'
import { askRows } from './read/askRows.ts'
import { readyPartitions } from './readyPartitions.ts'
import { toJson } from './toJson.ts'
import { endpointFacts } from './write/endpointFacts.ts'
import { natChange, natFacts } from './write/natFacts.ts'
import { noteEvents } from './write/noteEvents.ts'
import { saveFacts } from './write/saveFacts.ts'

const row = z.object({ name: z.string(), target_id: z.string(), device_id: z.string().nullable() })
/** The control plane tells the same of the pod's device, some minutes later. */
const onceInSeconds = 900

/**
 * Keeps what a client's log says of its own network; what is null was not in it and stays. `at` is the time of the
 * log's line. A pod that is not known (any more) is left alone.
 */
export async function saveNetInfo(
  db: Database,
  parts: { podUid: PodUid; netInfo: NetInfo | null; endpoints: Endpoint[] | null; at: Date },
): Promise<void> {
  const { podUid, netInfo, endpoints, at } = parts
  if (netInfo?.latencyMs.length) await readyPartitions(db, [at])
  await transaction(db, async tx => {
    const [pod] = await askRows(
      tx,
      row,
      Prisma.sql`select name, target_id, device_id from target_pod where uid = ${podUid} for update`,
    )
    if (!pod) return
    await tx.$executeRaw(Prisma.sql`
      insert into observer_state (pod_uid, target_id, net_info, endpoints)
      values (${podUid}, ${pod.target_id}, ${asJson(netInfo)}::jsonb, ${asJson(endpoints)}::jsonb)
      on conflict (pod_uid) do update set net_info = coalesce(excluded.net_info, observer_state.net_info),
        endpoints = coalesce(excluded.endpoints, observer_state.endpoints)`)
    if (netInfo && pod.device_id) await keepLatency(tx, pod.device_id, netInfo, at)
    const changes = await saveFacts(tx, factsOf(podUid, netInfo, endpoints, at))
    await noteEvents(
      tx,
      changes.flatMap(({ facet, before, value }) => {
        const title = natChange(facet, before, value)
        if (!title) return []
        const detail = { pod: pod.name, before, after: value }
        const targetId = pod.target_id
        return [{ at, kind: 'nat_changed', clusterId: null, targetId, title, detail, onceInSeconds }] as const
      }),
    )
  })
}

const asJson = (value: unknown) => (value === null ? null : toJson(value))

function factsOf(pod: PodUid, netInfo: NetInfo | null, endpoints: Endpoint[] | null, at: Date) {
  const network = endpoints ? endpointFacts(endpoints) : null
  const facets = {
    ...(netInfo ? natFacts(netInfo) : {}),
    ...(network
      ? {
          public_addresses: network.publicAddresses,
          ports_preserved: network.portsPreserved,
          fixed_endpoints: network.fixed,
        }
      : {}),
  }
  return Object.entries(facets).map(([facet, value]) => ({
    subjectKind: 'pod' as const,
    subjectId: pod,
    facet,
    value,
    at,
  }))
}

async function keepLatency(
  tx: Transaction,
  device: string,
  { latencyMs, source }: NetInfo,
  at: Date,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into region_latency (device_id, region, at, ms, source)
    select ${device}, region, ${at}, min(ms), ${source}
    from jsonb_to_recordset(${toJson(latencyMs)}::jsonb) as given(region int, ms float8) group by region
    on conflict do nothing`)
}
