import { z } from 'zod'
import { type DeviceId, deviceId } from '#lib/tailnet/ids.ts'
import type { Neighbour } from '#lib/tailnet/reach.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { deviceFactsAt } from './deviceFactsAt.ts'
import { deviceRow } from './deviceRow.ts'
import { livingAt, validAt } from './held.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const row = z.object({
  device: z.string(),
  device_name: z.string(),
  address: z.string(),
  facts: deviceRow,
  place: z.object(placeColumns).nullable(),
})

/** A crowded address belongs to a gateway: more of those behind it tell nothing new. */
const mostNeighbours = 50

/** Other devices that the internet sees at one of these addresses now. */
export async function neighbours(
  db: Database,
  { device, addresses }: { device: DeviceId; addresses: readonly string[] },
  at?: Date,
): Promise<Neighbour[]> {
  if (addresses.length === 0) return []
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with near as (
        select distinct on (fact.subject_id) fact.subject_id, address
        from unnest(${[...addresses]}::text[]) as address
        join fact_span fact on fact.facet = 'public_addresses' and ${validAt(at)}
          and fact.subject_kind = 'device' and fact.value @> to_jsonb(array[address])
        where fact.subject_id <> ${device} limit ${mostNeighbours}
      )
      select device.id as device, device.name as device_name, near.address, ${deviceFactsAt(at)} as facts, to_jsonb(held) as place
      from near join device on device.id = near.subject_id and ${livingAt(at, 'device')}
      left join lateral (
        select ${placeSql} from target_pod pod
        join target on target.id = pod.target_id join cluster on cluster.id = target.cluster_id
        where pod.device_id = device.id and ${livingAt(at, 'pod')}
        order by pod.first_seen desc, pod.uid limit 1
      ) held on true
      order by device.name`,
  )
  return rows.map(found => ({
    id: deviceId(found.device),
    name: found.device_name,
    address: found.address,
    device: found.facts,
    place: found.place && placeOfRow(found.place),
  }))
}
