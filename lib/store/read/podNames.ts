import { z } from 'zod'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

/** What the pods of these devices are called; of several that had one device, the youngest. */
export async function podNames(db: Database, devices: readonly DeviceId[]): Promise<Map<string, string>> {
  if (devices.length === 0) return new Map()
  const rows = await askRows(
    db,
    z.object({ device_id: z.string(), name: z.string() }),
    Prisma.sql`
      select distinct on (device_id) device_id, name from target_pod
      where device_id = any(${[...devices]}::text[]) order by device_id, gone_at is null desc, first_seen desc`,
  )
  return new Map(rows.map(({ device_id, name }) => [device_id, name]))
}
