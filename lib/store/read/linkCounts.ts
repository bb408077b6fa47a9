import { z } from 'zod'
import type { LinkCountPoint, TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { byTraffic, trafficColumns } from './byTraffic.ts'
import { alignedWindow, bucketOf } from './grid.ts'
import { spansAt } from './held.ts'

const row = z.object({ at: z.date(), ...trafficColumns })

/**
 * Pairs of devices by path at the start of each bucket that any link covers. A pair whose two ends say different
 * paths at that moment is in none of the three.
 */
export async function linkCounts(
  db: Database,
  window: TimeWindow,
  stepSeconds: number,
  at?: Date,
): Promise<LinkCountPoint[]> {
  const { from, to } = alignedWindow(window, stepSeconds)
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with stretch as (
        ${at ? toldSql(at, { from, to }) : keptSql({ from, to })}
      ), moment as (
        select least(observer, peer) as a, greatest(observer, peer) as b, kind, at
        from stretch, generate_series(
          greatest(${from}, ${bucketOf(Prisma.sql`started_at`, stepSeconds)}),
          least(${to}, ended_at), make_interval(secs => ${stepSeconds})) as at
        where at >= started_at and at < ended_at
      ), pair as (
        select at, min(kind) as kind from moment group by at, a, b having count(distinct kind) = 1
      )
      select at, count(*) filter (where kind = 'direct')::float8 as direct,
             count(*) filter (where kind = 'peer_relay')::float8 as peer_relay,
             count(*) filter (where kind = 'derp')::float8 as derp
      from pair group by at order by at`,
  )
  return rows.map(({ at, ...links }) => ({ at, links: byTraffic(links) }))
}

const carries = Prisma.sql`kind in ('direct', 'peer_relay', 'derp')`

const keptSql = ({ from, to }: TimeWindow) => Prisma.sql`
  select observer, peer, kind, started_at, ended_at from path_span
  where ended_at > ${from} and started_at <= ${to} and ${carries}
  union all
  select observer, peer, kind, since, coalesce(idle_since, ${to}::timestamptz + interval '1 ms') from path_now
  where since <= ${to} and ${carries}`

const toldSql = (at: Date, { from, to }: TimeWindow) => Prisma.sql`
  select observer, peer, kind, started_at, coalesce(ended_at, ${to}::timestamptz + interval '1 ms') as ended_at
  from ${spansAt(at, { from })} held where started_at <= ${to} and ${carries}`
