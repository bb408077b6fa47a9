import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from '../read/askRows.ts'

const row = z.object({
  name: z.string(),
  clusterId: z.string(),
  clusterName: z.string(),
  namespaces: z.array(z.string()),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  senders: count,
})

/** A token as it is shown: what it may do and whether it is used, never what it is. */
export type TokenStanding = z.output<typeof row>

/** All tokens, oldest first; `senders` counts those heard of in the last day. */
export function tokens(db: Database): Promise<TokenStanding[]> {
  return askRows(
    db,
    row,
    Prisma.sql`
      select name, cluster_id as "clusterId", cluster_name as "clusterName", namespaces, created_at as "createdAt",
             last_used_at as "lastUsedAt", revoked_at as "revokedAt",
             (select count(distinct coalesce(pod_uid, subject))::float8 from push_sender
              where token_id = push_token.id and last_at > now() - interval '1 day') as senders
      from push_token order by created_at, name`,
  )
}
