import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { retention } from '../retention.ts'
import { toJson } from '../toJson.ts'
import { buckets } from './bucketShare.ts'
import type { PathStretch } from './ledger.ts'

/** Adds link-seconds with traffic to their buckets of five minutes. */
export async function writePathTime(tx: Transaction, stretches: readonly PathStretch[]): Promise<void> {
  if (stretches.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into path_time_5m as kept (target_id, bucket, kind, seconds)
    select target, bucket, kind, sum(given.links * length * (part.upto - part.before))
    from jsonb_to_recordset(${toJson(stretches)}::jsonb) as given(
      target text, kind text, "from" timestamptz, "to" timestamptz, links int)
    ${buckets(300, retention.path_time_5m.seconds)}
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (target_id, bucket, kind) do update set seconds = kept.seconds + excluded.seconds`)
}
