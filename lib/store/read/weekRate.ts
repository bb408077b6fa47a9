import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { WeekRate } from '#lib/tailnet/week.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { ofTargets } from './grid.ts'

const row = z.object({
  median: z.number().nullable(),
  p95: z.number().nullable(),
  peak: z.number().nullable(),
})

/** Mbit/s over DERP, all targets together, over the five minutes in which there was any; null where there was none. */
export async function weekRate(
  db: Database,
  { window: { from, to }, targets }: { window: TimeWindow; targets: readonly string[] | undefined },
): Promise<WeekRate | null> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      with rate as (
        select sum(bytes)::float8 * 8 / 300 / 1e6 as mbits from traffic_5m
        where path = 'derp' and bucket >= ${from} and bucket < ${to} ${ofTargets(targets)}
        group by bucket having sum(bytes) > 0
      )
      select percentile_cont(0.5) within group (order by mbits) as median,
             percentile_cont(0.95) within group (order by mbits) as p95, max(mbits) as peak from rate`,
  )
  if (!found || found.median === null || found.p95 === null || found.peak === null) return null
  return { median: found.median, p95: found.p95, peak: found.peak }
}
