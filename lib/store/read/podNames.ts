import { z } from 'zod'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

/** The targets and pods that these devices are, or were; of several that had one device, the youngest. */
export async function podNames(
  db: Database,
  devices: readonly DeviceId[],
): Promise<Map<string, { target: string; pod: string }>> {
  if (devices.length === 0) return new Map()
  const rows = await askRows(
    db,
    z.object({ device_id: z.string(), pod: z.string(), target: z.string() }),
    Prisma.sql`
      select distinct on (device_id) device_id, pod.name as pod, target.name as target
      from target_pod pod join target on target.id = pod.target_id
      where device_id = any(${[...devices]}::text[]) order by device_id, pod.gone_at is null desc, pod.first_seen desc`,
  )
  return new Map(rows.map(({ device_id, pod, target }) => [device_id, { pod, target }]))
}
