import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { retention } from '../retention.ts'
import { toJson } from '../toJson.ts'
import { buckets, share } from './bucketShare.ts'
import type { LinkDelta } from './ledger.ts'

/** Adds what links carried to their buckets of five minutes, evenly over the time between the two readings. */
export async function writeLinkTraffic(tx: Transaction, deltas: readonly LinkDelta[]): Promise<void> {
  if (deltas.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into link_traffic_5m as kept (observer, peer, target_id, bucket, kind, rx, tx)
    select observer, peer, min(target), bucket, kind, sum(${share(Prisma.sql`given.rx`)}), sum(${share(Prisma.sql`given.tx`)})
    from jsonb_to_recordset(${toJson(deltas)}::jsonb) as given(
      observer text, peer text, target text, kind text, "from" timestamptz, "to" timestamptz, rx numeric, tx numeric)
    ${buckets(300, retention.link_traffic_5m.seconds)}
    group by observer, peer, bucket, kind order by observer, peer, bucket, kind
    on conflict (observer, peer, bucket, kind) do update set rx = kept.rx + excluded.rx, tx = kept.tx + excluded.tx`)
}
