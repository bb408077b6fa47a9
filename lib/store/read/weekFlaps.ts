import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { WeekFlaps } from '#lib/tailnet/week.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { ofTargets } from './grid.ts'
import { happenedBefore } from './happenedBefore.ts'

const row = z.object({
  target_id: z.string(),
  observer: z.string(),
  peer: z.string(),
  peer_name: z.string(),
  changes: count,
  title: z.string().nullable(),
  followed: count,
})

/**
 * The links that changed their path most often in the window, most first. A change is what `flipKey` tells apart: kind,
 * family, relay or region; one change alone is no flapping.
 */
export async function weekFlaps(
  db: Database,
  {
    window: { from, to },
    targets,
    most,
  }: { window: TimeWindow; targets: readonly string[] | undefined; most: number },
): Promise<WeekFlaps[]> {
  const way = Prisma.sql`
    concat_ws('/', kind, case kind when 'direct' then family when 'derp' then region::text
              when 'peer_relay' then regexp_replace(via, ':vni:\\d+$', '') end)`
  const carries = Prisma.sql`kind in ('direct', 'peer_relay', 'derp')`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with seen as (
        select target_id, observer, peer, peer_name, started_at, ended_at, ${way} as way from path_span
        where ended_at > ${from} and started_at < ${to} and ${carries} ${ofTargets(targets)}
        union all
        select target_id, observer, peer, peer_name, since, null, ${way} from path_now
        where since < ${to} and ${carries} ${ofTargets(targets)}
      ), ordered as (
        select *, lag(way) over link as way_before, lag(ended_at) over link as end_before
        from seen window link as (partition by observer, peer order by started_at)
      ), flip as (
        select target_id, observer, peer, peer_name, started_at as at from ordered
        where started_at >= ${from} and end_before = started_at and way_before <> way
      ), flappiest as (
        select target_id, observer, peer, max(peer_name) as peer_name, count(*)::float8 as changes
        from flip group by 1, 2, 3 having count(*) > 1 order by changes desc, observer, peer limit ${most}
      )
      select flappiest.*, often.title, coalesce(often.followed, 0)::float8 as followed
      from flappiest left join lateral (
        select before.title, count(*) as followed
        from flip join target on target.id = flip.target_id
        cross join lateral (
          select title from event
          where ${happenedBefore(Prisma.sql`flip.at`)} and (event.target_id = flip.target_id or
            (event.target_id is null and event.cluster_id = target.cluster_id))
          order by event.at desc, event.id desc limit 1) before
        where flip.observer = flappiest.observer and flip.peer = flappiest.peer
        group by 1 order by 2 desc, 1 limit 1) often on true
      order by changes desc, observer, peer`,
  )
  return rows.map(found => ({
    // Written by the store from a TargetId.
    target: found.target_id as TargetId,
    observer: deviceId(found.observer),
    peer: deviceId(found.peer),
    peerName: found.peer_name,
    changes: found.changes,
    trigger: found.title === null ? null : { title: found.title, changes: found.followed },
  }))
}
