import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import { clusterId } from '#lib/tailnet/ids.ts'
import type { RoundsPoint } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { alignedWindow, bucketOf } from './grid.ts'

const row = z.object({ cluster_id: z.string(), at: z.date(), ok: count, failed: count })

/** Looks into pods by cluster, good and failed. */
export async function roundsPoints(
  db: Database,
  window: TimeWindow,
  stepSeconds: number,
): Promise<RoundsPoint[]> {
  const { from, to } = alignedWindow(window, stepSeconds)
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select target.cluster_id, ${bucketOf(Prisma.sql`slot`, stepSeconds)} as at,
             count(*) filter (where ok)::float8 as ok, count(*) filter (where not ok)::float8 as failed
      from round join target on target.id = round.target_id
      where slot >= ${from} and slot < ${to} group by 1, 2 order by 1, 2`,
  )
  return rows.map(({ cluster_id, ...point }) => ({ cluster: clusterId(cluster_id), ...point }))
}
