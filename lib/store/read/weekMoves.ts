import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import type { WeekMove } from '#lib/tailnet/week.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { happenedBefore } from './happenedBefore.ts'
import { settledSpans } from './settledSpans.ts'

const row = z.object({
  target_id: z.string(),
  from: z.enum(trafficKinds),
  to: z.enum(trafficKinds),
  links: count,
  since: z.date(),
  trigger: z.string().nullable(),
})

/** Of each target, the links whose last settled path of the window is another than their first one. */
export async function weekMoves(
  db: Database,
  { window, targets }: { window: TimeWindow; targets: readonly string[] | undefined },
): Promise<WeekMove[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with settled as (${settledSpans(window, targets)}),
      told as (
        select target_id, observer, peer, kind, started_at, lag(kind) over link as before, first_value(kind) over link as first
        from settled window link as (partition by target_id, observer, peer order by started_at)
      ), moved as (
        select distinct on (target_id, observer, peer) target_id, first, kind as last, started_at as since
        from told where kind <> before order by target_id, observer, peer, started_at desc
      ), counted as (
        select target_id, first, last, count(*)::float8 as links, min(since) as since
        from moved where first <> last group by 1, 2, 3
      )
      select counted.target_id, counted.first as from, counted.last as to, counted.links, counted.since, (
               select title from event
               where ${happenedBefore(Prisma.sql`counted.since`)} and (event.target_id = counted.target_id or
                 (event.target_id is null and event.cluster_id = target.cluster_id))
               order by event.at desc, event.id desc limit 1) as trigger
      from counted join target on target.id = counted.target_id
      order by counted.since, counted.target_id`,
  )
  return rows.map(found => ({
    // Written by the store from a TargetId.
    target: found.target_id as TargetId,
    from: found.from,
    to: found.to,
    links: found.links,
    since: found.since,
    trigger: found.trigger,
  }))
}
