import { z } from 'zod'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from '../read/askRows.ts'

const time = z.date().nullable()
const row = z.object({
  token: z.string(),
  clusterId: z.string(),
  podUid: z.string(),
  subject: z.string(),
  silentSeconds: z.number(),
  intervalSeconds: z.number(),
  skewSeconds: z.number(),
  lost: count,
  trouble: z.string().nullable(),
  /** The inbox holds something of it. */
  isWaiting: z.boolean(),
  /** Null where nothing of it is recorded yet, or where its pod is gone. */
  target: z.custom<TargetId>(value => typeof value === 'string').nullable(),
  statusSlot: time,
  metricsSlot: time,
  /** What was known of its paths, or its bytes, was given up already. */
  statusCut: z.boolean(),
  metricsCut: z.boolean(),
})

/** The last run of a pod's sender: when it was heard of, what is odd about it, and how far its pod is recorded. */
export type PushStanding = z.output<typeof row>

/** Who pushed in the last day with a token that still works. */
export function pushStandings(db: Database): Promise<PushStanding[]> {
  return askRows(
    db,
    row,
    Prisma.sql`
      select distinct on (token.name, sender.pod_uid)
             token.name as token, token.cluster_id as "clusterId", sender.pod_uid as "podUid", subject,
             extract(epoch from now() - last_at)::float8 as "silentSeconds", interval_seconds as "intervalSeconds",
             skew_seconds as "skewSeconds", lost::float8 as lost, trouble,
             exists (select 1 from push_inbox inbox where inbox.token_id = sender.token_id
                       and inbox.sender = sender.sender) as "isWaiting",
             case when pod.gone_at is null then state.target_id end as target,
             state.status_slot as "statusSlot", state.metrics_slot as "metricsSlot",
             coalesce((state.failure->>'cut')::boolean, false) as "statusCut",
             coalesce((state.metrics_failure->>'cut')::boolean, false) as "metricsCut"
      from push_sender sender join push_token token on token.id = sender.token_id
      left join observer_state state on state.pod_uid = sender.pod_uid
      left join target_pod pod on pod.uid = sender.pod_uid
      where token.revoked_at is null and last_at > now() - interval '1 day' and sender.pod_uid is not null
      order by token.name, sender.pod_uid, last_at desc`,
  )
}
