import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { pathColumns, pathOfRow } from '../read/pathRow.ts'
import { toJson } from '../toJson.ts'
import { isHole } from './followLink.ts'
import type { Link, Span } from './observer.ts'

const row = z.object({
  observer: z.string(),
  peer: z.string(),
  target_id: z.string(),
  peer_name: z.string(),
  ...pathColumns,
  started_at: z.date(),
  ended_at: z.date(),
  traffic_seconds: z.number(),
})

/** The stretches that were cut where holes of links began; a look that comes late may join them again. */
export async function loadCuts(tx: Transaction, links: readonly Link[]): Promise<Omit<Span, 'podUid'>[]> {
  const holes = links.filter(({ path }) => isHole(path))
  if (holes.length === 0) return []
  const given = toJson(holes.map(({ observer, peer, since }) => ({ observer, peer, since })))
  const rows = await askRows(
    tx,
    row,
    Prisma.sql`
      select span.observer, span.peer, target_id, peer_name, kind, family, endpoint, via, region, why, started_at, ended_at,
             traffic_seconds
      from jsonb_to_recordset(${given}::jsonb) as given(observer text, peer text, since timestamptz)
      join path_span span on span.observer = given.observer and span.peer = given.peer and span.ended_at = given.since
      where span.ended_by = 'gap'`,
  )
  return rows.map(span => ({
    observer: span.observer,
    peer: span.peer,
    target: span.target_id,
    peerName: span.peer_name,
    path: pathOfRow(span),
    startedAt: span.started_at,
    endedAt: span.ended_at,
    endedBy: 'gap',
    reason: null,
    trafficSeconds: span.traffic_seconds,
  }))
}
