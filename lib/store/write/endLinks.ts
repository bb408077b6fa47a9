import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'

/** Ends all links of these pods, or to these devices, which are no more: what was known of them becomes history. */
export async function endLinks(
  tx: Transaction,
  gone: { pods: readonly string[]; peers: readonly string[]; at: Date },
): Promise<void> {
  if (gone.pods.length === 0 && gone.peers.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    with ended as (
      delete from path_now
      where pod_uid = any(${[...gone.pods]}::text[]) or peer = any(${[...gone.peers]}::text[]) returning *
    ), span as (
      select *, greatest(since, coalesce(idle_since, ${gone.at}::timestamptz)) as ended_at from ended
      where kind <> 'unknown' or why <> 'source_failed'
    )
    insert into path_span (observer, peer, target_id, peer_name, kind, family, endpoint, via, region, why,
                           started_at, ended_at, ended_by, traffic_seconds)
    select observer, peer, target_id, peer_name, kind, family, endpoint, via, region, why, since, ended_at, 'gone',
           traffic_seconds + coalesce(greatest(0, extract(epoch from ended_at - active_since)), 0)
    from span where ended_at > since
    on conflict do nothing`)
}
