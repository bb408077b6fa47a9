import { z } from 'zod'
import { type DeviceId, deviceId } from '#lib/tailnet/ids.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { isPublic } from '../write/isPublic.ts'
import { askRows } from './askRows.ts'

const tri = z.enum(['yes', 'no', 'unknown']).catch('unknown')
const row = z.object({
  id: z.string(),
  mapping_varies: tri,
  udp: tri,
  endpoints: z.array(z.object({ address: z.string() })).catch([]),
})

/** What the control plane knows of the NATs of devices, by which their sessions are grouped. */
export async function peerNetworks(
  db: Database,
  devices: readonly DeviceId[],
): Promise<Map<DeviceId, { mappingVaries: Tri; udp: Tri; publicAddresses: string[] }>> {
  if (devices.length === 0) return new Map()
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select id, facts #>> '{connectivity,mappingVaries}' as mapping_varies, facts #>> '{connectivity,udp}' as udp,
             coalesce(nullif(facts #> '{connectivity,endpoints}', 'null'), '[]') as endpoints
      from device where id = any(${[...devices]}::text[])`,
  )
  return new Map(
    rows.map(({ id, mapping_varies, udp, endpoints }) => {
      const publicAddresses = [...new Set(endpoints.map(({ address }) => address).filter(isPublic))].sort()
      return [deviceId(id), { mappingVaries: mapping_varies, udp, publicAddresses }]
    }),
  )
}
