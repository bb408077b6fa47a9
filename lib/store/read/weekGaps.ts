import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import type { WeekGap } from '#lib/tailnet/week.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const row = z.object({
  subject: z.string(),
  from: z.date(),
  to: z.date(),
  code: z.string(),
  reason: z.string(),
  filled_for: z.array(z.string()),
})

/** The longest of them: a review is no log. */
const mostGaps = 5_000

/**
 * Holes in the paths of targets, and of all where the collector itself did not run, cut to the window; longest first. A stop
 * of the collector is no hole of a target that was looked at during it: its sender had spooled that (gaps.ts draws it so
 * too). What of it never came is a hole of the target's own.
 */
export async function weekGaps(
  db: Database,
  { window: { from, to }, targets }: { window: TimeWindow; targets: readonly string[] | undefined },
): Promise<WeekGap[]> {
  const whose = targets
    ? Prisma.sql`(subject = 'collector' or subject = any(${[...targets]}::text[]))`
    : Prisma.sql`(subject = 'collector' or exists (select 1 from target where target.id = subject))`
  const ours = targets ? Prisma.sql`target.id = any(${[...targets]}::text[])` : Prisma.sql`true`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select subject, greatest(started_at, ${from}) as from, least(coalesce(ended_at, 'infinity'), ${to}) as to, code, reason,
             case when subject = 'collector' then array(
               select target.id from target
               where ${ours} and target.first_seen < ${to} and coalesce(target.gone_at, 'infinity') > ${from} and exists (
                 select 1 from round where round.target_id = target.id and ok and slot > gap.started_at
                   and slot < coalesce(gap.ended_at, ${to}))
               order by target.id) else '{}' end as filled_for
      from gap where started_at < ${to} and coalesce(ended_at, 'infinity') > ${from} and ${whose}
      order by least(coalesce(ended_at, 'infinity'), ${to}) - greatest(started_at, ${from}) desc, id limit ${mostGaps}`,
  )
  return rows.map(({ subject, filled_for, ...gap }) => ({
    // A subject that is not the collector is a target's id here, and so is each of `filled_for`.
    target: subject === 'collector' ? null : (subject as TargetId),
    filledFor: filled_for as TargetId[],
    ...gap,
  }))
}
