import { z } from 'zod'
import type { LatencyPoint, TimeWindow } from '#lib/tailnet/history.ts'
import { type DeviceId, deviceId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { bucketOf } from './grid.ts'

const row = z.object({ device_id: z.string(), region: z.number(), at: z.date(), ms: z.number() })

/** The last measurement of each region in each bucket, and the last one before the window: values hold until anew. */
export async function latency(
  db: Database,
  { devices, window: { from, to }, step }: { devices: readonly DeviceId[]; window: TimeWindow; step: number },
): Promise<LatencyPoint[]> {
  if (devices.length === 0) return []
  // Older than a day before the window is no longer a statement about the window.
  const earliest = new Date(from.getTime() - 86_400_000)
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select distinct on (device_id, region, bin) device_id, region, at, ms::float8 as ms
      from (
        select *, case when at < ${from} then timestamptz '-infinity' else ${bucketOf(Prisma.sql`at`, step)} end as bin
        from region_latency where device_id = any(${[...devices]}::text[]) and at >= ${earliest} and at <= ${to}
      ) binned
      order by device_id, region, bin, at desc`,
  )
  return rows.map(({ device_id, ...point }) => ({ device: deviceId(device_id), ...point }))
}
