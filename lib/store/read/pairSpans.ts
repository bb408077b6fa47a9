import type { SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { spanOfRow, spanRow, spansIn } from './spanRow.ts'

const mostSpans = 5_000

/** History of the link between two devices in a window, each direction as its own observer saw it; newest first. */
export async function pairSpans(
  db: Database,
  { a, b, window, at }: { a: DeviceId; b: DeviceId; window: TimeWindow; at?: Date },
): Promise<{ spans: SpanSeen[]; isCut: boolean }> {
  const isPair = Prisma.sql`(observer = ${a} and peer = ${b} or observer = ${b} and peer = ${a})`
  const rows = await askRows(
    db,
    spanRow,
    Prisma.sql`
      ${spansIn(window, isPair, at)}
      order by started_at desc limit ${mostSpans + 1}`,
  )
  return { isCut: rows.length > mostSpans, spans: rows.slice(0, mostSpans).map(spanOfRow) }
}
