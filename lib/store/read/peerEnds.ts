import { z } from 'zod'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { PeerEnd } from '#lib/tailnet/matrix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { livingAt, thenThere } from './held.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const row = z.object({
  device_id: z.string(),
  device_name: z.string().nullable(),
  tags: z.array(z.string()).nullable(),
  node: z.string().nullable(),
  place: z.object(placeColumns).nullable(),
})

/** The devices that pods have links to, each with the target it belongs to where it is a pod's. */
export async function peerEnds(db: Database, devices: readonly string[], at?: Date): Promise<PeerEnd[]> {
  if (devices.length === 0) return []
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select asked.device_id, device.name as device_name, device.tags, pod.node,
             case when target.id is null then null else (select to_jsonb(held) from (select ${placeSql}) held) end as place
      from unnest(${[...devices]}::text[]) asked(device_id)
      left join device on device.id = asked.device_id
      left join lateral (
        select target_id, node from target_pod where target_pod.device_id = asked.device_id ${thenThere(at)}
        order by ${livingAt(at, 'target_pod')} desc, first_seen desc, uid limit 1
      ) pod on true
      left join target on target.id = pod.target_id
      left join cluster on cluster.id = target.cluster_id`,
  )
  return rows.map(({ device_id, device_name, tags, node, place }) => ({
    device: deviceId(device_id),
    name: device_name ?? '',
    tags: tags ?? [],
    place: place && placeOfRow(place),
    node,
  }))
}
