import { z } from 'zod'
import { type DeviceId, deviceId } from '#lib/tailnet/ids.ts'
import type { DeviceEnd, EndPod } from '#lib/tailnet/reach.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { deviceRow } from './deviceRow.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'
import { podStandings } from './podStandings.ts'

const row = z.object({
  id: z.string(),
  name: z.string(),
  facts: deviceRow.nullable(),
  first_seen: z.date().nullable(),
  gone_at: z.date().nullable(),
})

/** A device by its id; null where neither the control plane nor any peer ever named it. */
export async function deviceEnd(db: Database, id: DeviceId): Promise<DeviceEnd | null> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      select id, name, facts, first_seen, gone_at from device where id = ${id}
      union all (
        select peer, peer_name, null, null, null from path_now
        where peer = ${id} and not exists (select 1 from device where id = ${id}) limit 1)`,
  )
  if (!found) return null
  return {
    id: deviceId(found.id),
    name: found.name,
    device: found.facts,
    firstSeen: found.first_seen,
    goneAt: found.gone_at,
    pod: await podOf(db, id),
  }
}

/** The pod whose device it is; of several the one that runs, else the last that ran. */
async function podOf(db: Database, id: DeviceId): Promise<EndPod | null> {
  const [found] = await askRows(
    db,
    z.object(placeColumns),
    Prisma.sql`
      select ${placeSql} from target_pod pod
      join target on target.id = pod.target_id join cluster on cluster.id = target.cluster_id
      where pod.device_id = ${id} order by pod.gone_at is null desc, pod.first_seen desc limit 1`,
  )
  if (!found) return null
  const place = placeOfRow(found)
  const pod = (await podStandings(db, place.id)).find(pod => pod.device === id)
  if (!pod) return null
  const { name, node, ip, goneAt, netInfo, statusAt } = pod
  return { place, name, node, ip, goneAt, netInfo, statusAt }
}
