import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'
import { holdGaps } from './holdGaps.ts'

/** The end of a hole by the word of one pod. */
export interface GapEnd {
  subject: string
  pod: string
  at: Date
  /** A hole from here on never was. */
  filledFrom?: Date | null
}

/**
 * Ends the open holes of targets at the word of one pod, but for those in which another pod of the target still is. One that was
 * filled by what came late is taken out.
 */
export async function endGaps(tx: Transaction, ended: readonly GapEnd[]): Promise<void> {
  await holdGaps(tx)
  const given = Prisma.sql`
    jsonb_to_recordset(${toJson(ended)}::jsonb) as given(subject text, pod text, at timestamptz, "filledFrom" timestamptz)`
  const isOver = Prisma.sql`
    gap.subject = given.subject and gap.ended_at is null and not exists (
      select 1 from observer_state state join target_pod on target_pod.uid = state.pod_uid and target_pod.gone_at is null
      where state.target_id = split_part(given.subject, '#', 1) and state.pod_uid <> given.pod
        and (case when given.subject like '%#metrics' then metrics_failure else failure end ->> 'cut')::boolean)`
  if (ended.some(({ filledFrom }) => filledFrom))
    await tx.$executeRaw(Prisma.sql`
      delete from gap using ${given} where ${isOver} and gap.started_at >= given."filledFrom"`)
  await tx.$executeRaw(Prisma.sql`
    update gap set ended_at = greatest(gap.started_at, given.at) from ${given} where ${isOver}`)
}
