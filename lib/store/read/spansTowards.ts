import type { SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { spanOfRow, spanRow, spansIn } from './spanRow.ts'

const mostSpans = 5_000

/** History of the links to one device in a window, by whomever they were seen; newest first. */
export async function spansTowards(
  db: Database,
  { device, window, at }: { device: DeviceId; window: TimeWindow; at?: Date },
): Promise<{ spans: SpanSeen[]; isCut: boolean }> {
  const rows = await askRows(
    db,
    spanRow,
    Prisma.sql`
      ${spansIn(window, Prisma.sql`peer = ${device}`, at)}
      order by started_at desc limit ${mostSpans + 1}`,
  )
  return { isCut: rows.length > mostSpans, spans: rows.slice(0, mostSpans).map(spanOfRow) }
}
