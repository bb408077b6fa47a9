import type { SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { closedSpan, openSpan, spanOfRow, spanRow } from './spanRow.ts'

/** More spans than this are more than a picture can show; the newest are kept and `isCut` says so. */
const mostSpans = 5_000

/** History of a target's links in a window, the newest first. */
export async function spans(
  db: Database,
  { target, window: { from, to } }: { target: TargetId; window: TimeWindow },
): Promise<{ spans: SpanSeen[]; isCut: boolean }> {
  const rows = await askRows(
    db,
    spanRow,
    Prisma.sql`
      ${closedSpan} where target_id = ${target} and ended_at > ${from} and started_at < ${to}
      union all ${openSpan} where target_id = ${target} and since < ${to}
      order by started_at desc limit ${mostSpans + 1}`,
  )
  return { isCut: rows.length > mostSpans, spans: rows.slice(0, mostSpans).map(spanOfRow) }
}
