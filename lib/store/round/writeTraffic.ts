import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { retention } from '../retention.ts'
import { toJson } from '../toJson.ts'
import { buckets, share } from './bucketShare.ts'
import type { TrafficDelta } from './ledger.ts'

const widths = { traffic_1m: 60, traffic_5m: 300, traffic_1h: 3_600, traffic_1d: 86_400 } as const

/**
 * Adds growths of counters to the buckets of all four widths that they fall into, evenly over the time between the two
 * readings. All widths at once: a rollup that is never late and never twice.
 */
export async function writeTraffic(tx: Transaction, deltas: readonly TrafficDelta[]): Promise<void> {
  if (deltas.length === 0) return
  const rows = toJson(deltas)
  for (const table of ['traffic_1m', 'traffic_5m', 'traffic_1h', 'traffic_1d'] as const) {
    const bytes = share(Prisma.sql`given.bytes`)
    await tx.$executeRaw(Prisma.sql`
      insert into ${Prisma.raw(table)} as kept (target_id, bucket, path, direction, bytes, packets, estimated)
      select target, bucket, path, direction, sum(${bytes}), sum(${share(Prisma.sql`given.packets`)}),
             coalesce(sum(${bytes}) filter (where given."isEstimated"), 0)
      from jsonb_to_recordset(${rows}::jsonb) as given(
        target text, path text, direction text, "from" timestamptz, "to" timestamptz, bytes numeric, packets numeric,
        "isEstimated" boolean) ${buckets(widths[table], retention[table].seconds)}
      group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (target_id, bucket, path, direction) do update set
        bytes = kept.bytes + excluded.bytes, packets = kept.packets + excluded.packets,
        estimated = kept.estimated + excluded.estimated`)
  }
}
