import { z } from 'zod'
import type { TimeWindow, TrafficPoint } from '#lib/tailnet/history.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { alignedWindow, bucketOf } from './grid.ts'

const row = z.object({ at: z.date(), direct: z.number(), peer_relay: z.number(), derp: z.number() })

const bytesOf = (kind: string) => Prisma.sql`coalesce(sum(rx + tx) filter (where kind = ${kind}), 0)::float8`

/** Bytes of a target by path from the peers of its status, for a pod without metrics; no finer than five minutes. */
export async function statusTraffic(
  db: Database,
  { target, window, stepSeconds }: { target: TargetId; window: TimeWindow; stepSeconds: number },
): Promise<TrafficPoint[]> {
  const { from, to } = alignedWindow(window, stepSeconds)
  const columns = trafficKinds.map(kind => Prisma.sql`${bytesOf(kind)} as ${Prisma.raw(kind)}`)
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select ${bucketOf(Prisma.sql`bucket`, stepSeconds)} as at, ${Prisma.join(columns)}
      from link_traffic_5m where target_id = ${target} and bucket >= ${from} and bucket < ${to}
      group by 1 order by 1`,
  )
  return rows.map(({ at, ...bytes }) => ({ at, bytes, estimated: 0 }))
}
