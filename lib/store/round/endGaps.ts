import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'

/** Ends the open holes of targets at the word of one pod, but for those in which another pod of the target still is. */
export async function endGaps(
  tx: Transaction,
  ended: readonly { subject: string; pod: string; at: Date }[],
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    update gap set ended_at = greatest(gap.started_at, given.at)
    from jsonb_to_recordset(${toJson(ended)}::jsonb) as given(subject text, pod text, at timestamptz)
    where gap.subject = given.subject and gap.ended_at is null and not exists (
      select 1 from observer_state state join target_pod on target_pod.uid = state.pod_uid and target_pod.gone_at is null
      where state.target_id = split_part(given.subject, '#', 1) and state.pod_uid <> given.pod
        and (case when given.subject like '%#metrics' then metrics_failure else failure end ->> 'cut')::boolean)`)
}
