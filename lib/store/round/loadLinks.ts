import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { pathColumns, pathOfRow } from '../read/pathRow.ts'
import type { Link } from './observer.ts'

const row = z.object({
  observer: z.string(),
  peer: z.string(),
  target_id: z.string(),
  pod_uid: z.string(),
  peer_name: z.string(),
  ...pathColumns,
  since: z.date(),
  idle_since: z.date().nullable(),
  active_since: z.date().nullable(),
  traffic_seconds: z.number(),
  reason: z.string().nullable(),
  pod_seen_at: z.date().nullable(),
  peer_offline: z.boolean(),
})

/** Links of these devices as they are now. */
export async function loadLinks(tx: Transaction, observers: Iterable<string>): Promise<Link[]> {
  const rows = await askRows(
    tx,
    row,
    Prisma.sql`
      select observer, peer, path_now.target_id, path_now.pod_uid, peer_name, kind, family, endpoint, via, region, why,
             since, idle_since, active_since, traffic_seconds, reason,
             case when pod.gone_at is null then state.status_at end as pod_seen_at,
             coalesce(device.online = 'no', false) as peer_offline
      from path_now
      left join observer_state state on state.pod_uid = path_now.pod_uid
      left join target_pod pod on pod.uid = path_now.pod_uid
      left join device on device.id = path_now.peer
      where observer = any(${[...observers]}::text[])`,
  )
  return rows.map(link => ({
    observer: link.observer,
    peer: link.peer,
    target: link.target_id,
    podUid: link.pod_uid,
    podSeenAt: link.pod_seen_at,
    peerOffline: link.peer_offline,
    peerName: link.peer_name,
    path: pathOfRow(link),
    since: link.since,
    idleSince: link.idle_since,
    activeSince: link.active_since,
    trafficSeconds: link.traffic_seconds,
    reason: link.reason,
  }))
}
