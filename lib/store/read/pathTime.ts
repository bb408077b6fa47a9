import { z } from 'zod'
import type { PathTimePoint, TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { byTraffic, trafficColumns } from './byTraffic.ts'
import { alignedWindow, bucketOf, ofTargets } from './grid.ts'

const row = z.object({ at: z.date(), ...trafficColumns })

/** Link-seconds with traffic by path, over all targets or some. Kept in five minutes: `stepSeconds` is no less. */
export async function pathTime(
  db: Database,
  window: TimeWindow,
  stepSeconds: number,
  targets?: readonly string[],
): Promise<PathTimePoint[]> {
  const step = Math.max(300, stepSeconds)
  const { from, to } = alignedWindow(window, step)
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select ${bucketOf(Prisma.sql`bucket`, step)} as at,
             coalesce(sum(seconds) filter (where kind = 'direct'), 0)::float8 as direct,
             coalesce(sum(seconds) filter (where kind = 'peer_relay'), 0)::float8 as peer_relay,
             coalesce(sum(seconds) filter (where kind = 'derp'), 0)::float8 as derp
      from path_time_5m where bucket >= ${from} and bucket < ${to} ${ofTargets(targets)}
      group by 1 order by 1`,
  )
  return rows.map(({ at, ...seconds }) => ({ at, seconds: byTraffic(seconds) }))
}
