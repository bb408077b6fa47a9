import type { SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { spanOfRow, spanRow, spansIn } from './spanRow.ts'

/** More spans than this are more than a picture can show; the newest are kept and `isCut` says so. */
const mostSpans = 5_000

/** History of a target's links in a window, the newest first. */
export async function spans(
  db: Database,
  { target, window, at }: { target: TargetId; window: TimeWindow; at?: Date },
): Promise<{ spans: SpanSeen[]; isCut: boolean }> {
  const rows = await askRows(
    db,
    spanRow,
    Prisma.sql`
      ${spansIn(window, Prisma.sql`target_id = ${target}`, at)}
      order by started_at desc limit ${mostSpans + 1}`,
  )
  return { isCut: rows.length > mostSpans, spans: rows.slice(0, mostSpans).map(spanOfRow) }
}
