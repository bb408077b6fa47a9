import { z } from 'zod'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import type { TargetAddress } from './targetDetail.ts'

const row = z.object({ id: z.string(), first_seen: z.date() })

/** Which target a page's address means, as `targetDetail` reads it; null where there never was one. */
export async function targetOf(
  db: Database,
  { cluster, namespace, name }: TargetAddress,
): Promise<{ id: TargetId; firstSeen: Date } | null> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      select target.id, target.first_seen from target join cluster on cluster.id = target.cluster_id
      where (cluster.name = ${cluster} or cluster.id = ${cluster})
        and target.namespace = ${namespace} and target.name = ${name}
      order by target.gone_at is null desc, target.last_seen desc limit 1`,
  )
  // Only TargetIds are ever written to target.id.
  return found ? { id: found.id as TargetId, firstSeen: found.first_seen } : null
}
