import { z } from 'zod'
import { type DeviceId, deviceId } from '#lib/tailnet/ids.ts'
import type { Path } from '#lib/tailnet/path.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { pathColumns, pathOfRow } from './pathRow.ts'

const row = z.object({
  observer: z.string(),
  observer_name: z.string(),
  peer: z.string(),
  peer_name: z.string(),
  ...pathColumns,
  idle_since: z.date().nullable(),
})

/** A link that was found by both its ends. */
export interface LinkBetween {
  observer: DeviceId
  observerName: string
  peer: DeviceId
  peerName: string
  path: Path
}

/** Links that any of these devices has to any of those, seen from either end; an unordered pair comes once. */
export async function linksBetween(
  db: Database,
  { ones, others, limit }: { ones: readonly DeviceId[]; others: readonly DeviceId[]; limit: number },
): Promise<LinkBetween[]> {
  if (ones.length === 0 || others.length === 0) return []
  const [a, b] = [Prisma.sql`${[...ones]}::text[]`, Prisma.sql`${[...others]}::text[]`]
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select distinct on (least(observer, peer), greatest(observer, peer))
             observer, coalesce(pod.name, observer) as observer_name, peer, peer_name, link.kind, family, endpoint, via,
             region, why, idle_since
      from path_now link left join target_pod pod on pod.uid = link.pod_uid
      where (observer = any(${a}) and peer = any(${b})) or (observer = any(${b}) and peer = any(${a}))
      order by least(observer, peer), greatest(observer, peer), idle_since is null desc, observer = any(${a}) desc
      limit ${limit}`,
  )
  return rows.map(link => ({
    observer: deviceId(link.observer),
    observerName: link.observer_name,
    peer: deviceId(link.peer),
    peerName: link.peer_name,
    path: link.idle_since ? { kind: 'idle' } : pathOfRow(link),
  }))
}
