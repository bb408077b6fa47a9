import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import type { WeekFinding } from '#lib/tailnet/week.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { ofTargets } from './grid.ts'

const row = z.object({
  target_id: z.string(),
  code: z.string(),
  certainty: z.enum(['certain', 'likely', 'possible']),
  at_start: z.boolean(),
  at_end: z.boolean(),
  held_before: z.boolean(),
  opened_by_fact: z.boolean(),
  closed_by_fact: z.boolean(),
  by_rule: z.boolean(),
  changed_at: z.date().nullable(),
})

/** Causes that held for a target at any moment of the window, over all its links together. */
export async function weekFindings(
  db: Database,
  { window: { from, to }, targets }: { window: TimeWindow; targets: readonly string[] | undefined },
): Promise<WeekFinding[]> {
  const opened = Prisma.sql`opened_at >= ${from} and opened_at < ${to}`
  const closed = Prisma.sql`coalesce(closed_at >= ${from} and closed_at < ${to}, false)`
  const inWeek = Prisma.sql`opened_at < ${to} and coalesce(closed_at, 'infinity') >= ${from}`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with known as (
        select target_id, code, opened_at, opened_by, closed_at, closed_by, certainty from finding
        where target_id is not null and opened_at < ${to} ${ofTargets(targets)}
      )
      select target_id, code,
             (array_agg(certainty order by array_position(array['certain', 'likely', 'possible'], certainty))
              filter (where ${inWeek}))[1] as certainty,
             bool_or(opened_at < ${from} and coalesce(closed_at, 'infinity') > ${from}) as at_start,
             bool_or(coalesce(closed_at, 'infinity') >= ${to}) as at_end,
             bool_or(opened_at < ${from}) as held_before,
             bool_or(${opened} and opened_by = 'fact') as opened_by_fact,
             bool_or(${closed} and closed_by = 'fact') as closed_by_fact,
             bool_or((${opened} and opened_by = 'rule') or (${closed} and closed_by = 'rule')) as by_rule,
             greatest(max(opened_at) filter (where ${opened}), max(closed_at) filter (where ${closed})) as changed_at
      from known group by 1, 2 having bool_or(${inWeek}) order by changed_at nulls last, target_id, code`,
  )
  return rows.map(found => ({
    // Written by the store from a TargetId.
    target: found.target_id as TargetId,
    code: found.code,
    certainty: found.certainty,
    atStart: found.at_start,
    atEnd: found.at_end,
    heldBefore: found.held_before,
    openedByFact: found.opened_by_fact,
    closedByFact: found.closed_by_fact,
    byRule: found.by_rule,
    changedAt: found.changed_at,
  }))
}
