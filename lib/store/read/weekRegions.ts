import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { ofTargets } from './grid.ts'

const row = z.object({ region: z.number().nullable(), seconds: z.number() })

/**
 * Link-seconds with traffic on DERP by region, most first. Of a stretch that reaches over an end of the window as much of
 * its traffic is taken as of its length lies inside.
 */
export async function weekRegions(
  db: Database,
  { window: { from, to }, targets }: { window: TimeWindow; targets: readonly string[] | undefined },
): Promise<{ region: number | null; seconds: number }[]> {
  return askRows(
    db,
    row,
    Prisma.sql`
      with stretch as (
        select region, started_at, ended_at, traffic_seconds from path_span
        where ended_at > ${from} and started_at < ${to} and kind = 'derp' ${ofTargets(targets)}
        union all
        select region, since, coalesce(idle_since, greatest(${to}, active_since)),
               traffic_seconds + greatest(0, coalesce(extract(epoch from ${to}::timestamptz - active_since), 0))
        from path_now where since < ${to} and kind = 'derp' ${ofTargets(targets)}
      )
      select region, sum(traffic_seconds * greatest(0, extract(epoch from least(ended_at, ${to}) - greatest(started_at, ${from})))
                         / extract(epoch from ended_at - started_at))::float8 as seconds
      from stretch where ended_at > started_at and ended_at > ${from} group by 1 having sum(traffic_seconds) > 0
      order by seconds desc`,
  )
}
