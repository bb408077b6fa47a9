import { z } from 'zod'
import type { ByTraffic, TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { ofTargets } from './grid.ts'

const row = z.object({ kind: z.string(), seconds: z.number() })

/** Link-seconds with traffic by path over a window; null where none was measured. Kept for 14 days. */
export async function weekTime(
  db: Database,
  { window: { from, to }, targets }: { window: TimeWindow; targets: readonly string[] | undefined },
): Promise<ByTraffic | null> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select kind, sum(seconds)::float8 as seconds from path_time_5m
      where bucket >= ${from} and bucket < ${to} ${ofTargets(targets)} group by 1`,
  )
  const of = (kind: string) => rows.find(each => each.kind === kind)?.seconds ?? 0
  const time = { direct: of('direct'), peer_relay: of('peer_relay'), derp: of('derp') }
  return time.direct + time.peer_relay + time.derp > 0 ? time : null
}
