import { z } from 'zod'
import type { TimeWindow, TrafficPoint } from '#lib/tailnet/history.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { trafficColumns } from './byTraffic.ts'
import { alignedWindow, bucketOf } from './grid.ts'

const row = z.object({ at: z.date(), ...trafficColumns })

/** Bytes of one link as its observer counted them, in and out, by the kind of path it had; no finer than five minutes. */
export async function linkTraffic(
  db: Database,
  parts: { observer: DeviceId; peer: DeviceId; window: TimeWindow; stepSeconds: number },
): Promise<TrafficPoint[]> {
  const { observer, peer, stepSeconds } = parts
  const { from, to } = alignedWindow(parts.window, stepSeconds)
  const of = (kind: string) => Prisma.sql`coalesce(sum(rx + tx) filter (where kind = ${kind}), 0)::float8`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select ${bucketOf(Prisma.sql`bucket`, stepSeconds)} as at, ${of('direct')} as direct,
             ${of('peer_relay')} as peer_relay, ${of('derp')} as derp
      from link_traffic_5m
      where observer = ${observer} and peer = ${peer} and bucket >= ${from} and bucket < ${to}
      group by 1 order by 1`,
  )
  return rows.map(({ at, ...bytes }) => ({ at, bytes, estimated: 0 }))
}
