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
      ends as (
        select target_id, observer, peer, (array_agg(kind order by started_at))[1] as first,
               (array_agg(kind order by started_at desc))[1] as last
        from settled group by 1, 2, 3
      ), told as (
        select settled.*, first, last,
               max(started_at) filter (where kind <> last) over (partition by target_id, observer, peer) as left_at
        from settled join ends using (target_id, observer, peer) where first <> last
      ), moved as (
        select target_id, first, last, min(started_at) filter (where started_at > left_at) as since
        from told group by target_id, observer, peer, first, last
      ), counted as (
        select target_id, first, last, count(*)::float8 as links, min(since) as since from moved group by 1, 2, 3
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
