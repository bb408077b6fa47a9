import { z } from 'zod'
import type { SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { pathColumns, pathOfRow } from './pathRow.ts'

const row = z.object({
  observer: z.string(),
  peer: z.string(),
  peer_name: z.string(),
  ...pathColumns,
  started_at: z.date(),
  ended_at: z.date().nullable(),
  ended_by: z.enum(['changed', 'gap', 'gone']).nullable(),
  reason: z.string().nullable(),
})

/** More spans than this are more than a picture can show; the newest are kept and `isCut` says so. */
const mostSpans = 5_000

/** History of a target's links in a window, the newest first. */
export async function spans(
  db: Database,
  { target, window: { from, to } }: { target: TargetId; window: TimeWindow },
): Promise<{ spans: SpanSeen[]; isCut: boolean }> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select observer, peer, peer_name, kind, family, endpoint, via, region, why, started_at, ended_at, ended_by, reason
      from path_span where target_id = ${target} and ended_at > ${from} and started_at < ${to}
      union all
      select observer, peer, peer_name, kind, family, endpoint, via, region, why, since, null, null, reason
      from path_now where target_id = ${target} and since < ${to}
      order by started_at desc limit ${mostSpans + 1}`,
  )
  return {
    isCut: rows.length > mostSpans,
    spans: rows.slice(0, mostSpans).map(span => ({
      observer: deviceId(span.observer),
      peer: deviceId(span.peer),
      peerName: span.peer_name,
      path: pathOfRow(span),
      startedAt: span.started_at,
      endedAt: span.ended_at,
      endedBy: span.ended_by,
      reason: span.reason,
    })),
  }
}
