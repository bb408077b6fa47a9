import { z } from 'zod'
import type { SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { spansAt } from './held.ts'
import { pathColumns, pathOfRow } from './pathRow.ts'

/** Spans that have ended, and those that last, under the same names of columns. */
export const closedSpan = Prisma.sql`
  select observer, peer, peer_name, kind, family, endpoint, via, region, why, started_at, ended_at, ended_by, reason
  from path_span`
export const openSpan = Prisma.sql`
  select observer, peer, peer_name, kind, family, endpoint, via, region, why, since as started_at,
         null::timestamptz as ended_at, null::text as ended_by, reason
  from path_now`

/** The spans in a window of the links that `where` narrows to: as they are known now, or as they were at a moment. */
export function spansIn(window: TimeWindow, where: Prisma.Sql, at: Date | undefined): Prisma.Sql {
  const { from, to } = window
  if (at) {
    return Prisma.sql`
      select observer, peer, peer_name, kind, family, endpoint, via, region, why, started_at, ended_at, ended_by, reason
      from ${spansAt(at, { from, where })} held
      where started_at < ${to} and (ended_at is null or ended_at > ${from})`
  }
  return Prisma.sql`
    ${closedSpan} where ${where} and ended_at > ${from} and started_at < ${to}
    union all ${openSpan} where ${where} and since < ${to}`
}

export const spanRow = z.object({
  observer: z.string(),
  peer: z.string(),
  peer_name: z.string(),
  ...pathColumns,
  started_at: z.date(),
  ended_at: z.date().nullable(),
  ended_by: z.enum(['changed', 'gap', 'gone']).nullable(),
  reason: z.string().nullable(),
})

export function spanOfRow(span: z.output<typeof spanRow>): SpanSeen {
  return {
    observer: deviceId(span.observer),
    peer: deviceId(span.peer),
    peerName: span.peer_name,
    path: pathOfRow(span),
    startedAt: span.started_at,
    endedAt: span.ended_at,
    endedBy: span.ended_by,
    reason: span.reason,
  }
}
