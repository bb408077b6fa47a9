import { z } from 'zod'
import type { ByTraffic, TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { byTraffic, bytesByKind, trafficColumns } from './byTraffic.ts'
import { ofTargets } from './grid.ts'

const row = z.object({ estimated: z.number(), rows: z.number(), ...trafficColumns })
const hourMs = 3_600_000

/**
 * Bytes in and out by path over a window; null where no counter was read. Whole hours by the hour, and what a zone with
 * half an hour leaves at both ends by five minutes.
 */
export async function weekBytes(
  db: Database,
  { window: { from, to }, targets }: { window: TimeWindow; targets: readonly string[] | undefined },
): Promise<{ bytes: ByTraffic; estimated: number } | null> {
  const first = new Date(Math.min(to.getTime(), Math.ceil(from.getTime() / hourMs) * hourMs))
  const last = new Date(Math.max(first.getTime(), Math.floor(to.getTime() / hourMs) * hourMs))
  const part = (table: 'traffic_1h' | 'traffic_5m', start: Date, end: Date) => Prisma.sql`
    select path, bytes, estimated from ${Prisma.raw(table)}
    where bucket >= ${start} and bucket < ${end} ${ofTargets(targets)}`
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      select ${bytesByKind}, coalesce(sum(estimated), 0)::float8 as estimated, count(*)::float8 as rows
      from (${part('traffic_1h', first, last)} union all ${part('traffic_5m', from, first)}
            union all ${part('traffic_5m', last, to)}) counted`,
  )
  return found && found.rows > 0 ? { bytes: byTraffic(found), estimated: found.estimated } : null
}
