import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'

/**
 * Keeps the latencies that these devices report to the control plane. It names regions, so without a DERP map there
 * is nothing to join them with: `saveTailnet` calls this again for all devices when there is one.
 */
export async function measureLatency(
  tx: Transaction,
  { devices, at }: { devices: readonly string[] | 'all'; at: Date | null },
): Promise<void> {
  const some = devices === 'all' ? Prisma.empty : Prisma.sql`and device.id = any(${[...devices]}::text[])`
  await tx.$executeRaw(Prisma.sql`
    insert into region_latency (device_id, region, at, ms, source)
    select device.id, region.id, coalesce(${at}::timestamptz, device.last_seen), latency.ms, 'api'
    from device cross join tailnet
    cross join lateral jsonb_to_recordset(coalesce(nullif(device.facts #> '{connectivity,latency}', 'null'), '[]'))
      as latency("regionName" text, ms float8)
    join lateral jsonb_to_recordset(tailnet.derp_map) as region(id int, name text) on region.name = latency."regionName"
    where device.gone_at is null ${some}
    on conflict do nothing`)
}
