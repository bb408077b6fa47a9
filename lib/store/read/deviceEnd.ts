import { z } from 'zod'
import { type DeviceId, deviceId } from '#lib/tailnet/ids.ts'
import type { DeviceEnd, EndPod } from '#lib/tailnet/reach.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { deviceFactsAt } from './deviceFactsAt.ts'
import { deviceRow } from './deviceRow.ts'
import { goneSql, livingAt } from './held.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'
import { podStandings } from './podStandings.ts'

const row = z.object({
  id: z.string(),
  name: z.string(),
  facts: deviceRow.nullable(),
  told: z.boolean(),
  first_seen: z.date().nullable(),
  gone_at: z.date().nullable(),
})

/** A device by its id; null where neither the control plane nor any peer ever named it. */
export async function deviceEnd(db: Database, id: DeviceId, at?: Date): Promise<DeviceEnd | null> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      select id, name, ${deviceFactsAt(at)} as facts, told, first_seen, ${goneSql(at, 'device')} as gone_at from device where id = ${id}
      union all (
        select peer, peer_name, null, true, null, null from path_now
        where peer = ${id} and not exists (select 1 from device where id = ${id}) limit 1)`,
  )
  if (!found) return null
  return {
    id: deviceId(found.id),
    name: found.name,
    device: found.facts,
    isTold: found.told,
    firstSeen: found.first_seen,
    goneAt: found.gone_at,
    pod: await podOf(db, id, at),
  }
}

/** The pod whose device it is; of several the one that runs, else the last that ran. */
async function podOf(db: Database, id: DeviceId, at: Date | undefined): Promise<EndPod | null> {
  const [found] = await askRows(
    db,
    z.object(placeColumns),
    Prisma.sql`
      select ${placeSql} from target_pod pod
      join target on target.id = pod.target_id join cluster on cluster.id = target.cluster_id
      where pod.device_id = ${id} ${at ? Prisma.sql`and pod.first_seen <= ${at}` : Prisma.empty}
      order by ${livingAt(at, 'pod')} desc, pod.first_seen desc, pod.uid limit 1`,
  )
  if (!found) return null
  const place = placeOfRow(found)
  const pod = (await podStandings(db, place.id, at)).find(pod => pod.device === id)
  if (!pod) return null
  const { name, node, ip, goneAt, netInfo, statusAt } = pod
  return { place, name, node, ip, goneAt, netInfo, statusAt }
}
