import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from '../read/askRows.ts'

const row = z.object({
  token: z.string(),
  clusterId: z.string(),
  podUid: z.string().nullable(),
  subject: z.string(),
  lastAt: z.date(),
  silentSeconds: z.number(),
  intervalSeconds: z.number(),
  skewSeconds: z.number(),
  lost: count,
  trouble: z.string().nullable(),
})

/** The last run of a sender of each pod: when it was heard of, and what is odd about it. */
export type PushStanding = z.output<typeof row>

/** Who pushed in the last day with a token that still works. */
export function pushStandings(db: Database): Promise<PushStanding[]> {
  return askRows(
    db,
    row,
    Prisma.sql`
      select distinct on (token.name, coalesce(pod_uid, subject))
             token.name as token, token.cluster_id as "clusterId", pod_uid as "podUid", subject, last_at as "lastAt",
             extract(epoch from now() - last_at)::float8 as "silentSeconds", interval_seconds as "intervalSeconds",
             skew_seconds as "skewSeconds", lost::float8 as lost, trouble
      from push_sender join push_token token on token.id = token_id
      where token.revoked_at is null and last_at > now() - interval '1 day'
      order by token.name, coalesce(pod_uid, subject), last_at desc`,
  )
}
