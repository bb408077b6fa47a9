import { z } from 'zod'
import type { TimeWindow, TrafficPoint } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { byTraffic, bytesByKind, trafficColumns, trafficTable } from './byTraffic.ts'
import { alignedWindow, bucketOf, ofTargets } from './grid.ts'

const row = z.object({ at: z.date(), estimated: z.number(), ...trafficColumns })

/** Bytes by path, in and out together, over all targets or some. Buckets in which no counter was read are absent. */
export async function traffic(
  db: Database,
  window: TimeWindow,
  stepSeconds: number,
  targets?: readonly string[],
): Promise<TrafficPoint[]> {
  const { from, to } = alignedWindow(window, stepSeconds)
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select ${bucketOf(Prisma.sql`bucket`, stepSeconds)} as at, sum(estimated)::float8 as estimated, ${bytesByKind}
      from ${trafficTable(stepSeconds)} where bucket >= ${from} and bucket < ${to} ${ofTargets(targets)}
      group by 1 order by 1`,
  )
  return rows.map(({ at, estimated, ...bytes }) => ({ at, estimated, bytes: byTraffic(bytes) }))
}
