import { z } from 'zod'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkAt } from '#lib/tailnet/matrix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { pathColumns, pathOfRow } from './pathRow.ts'

const row = z.object({
  target_id: z.string(),
  observer: z.string(),
  peer: z.string(),
  peer_name: z.string(),
  ...pathColumns,
  since: z.date(),
})

/** Every directed link as it stood at a moment: out of what holds still, and of spans that have ended since. */
export async function linksAt(db: Database, at: Date): Promise<LinkAt[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select target_id, observer, peer, peer_name,
             case when idle_since <= ${at} then 'idle' else kind end as kind,
             family, endpoint, via, region, why, since
      from path_now where since <= ${at}
      union all
      select target_id, observer, peer, peer_name, kind, family, endpoint, via, region, why, started_at
      from path_span where ended_at > ${at} and started_at <= ${at}`,
  )
  return rows.map(link => ({
    // Only TargetIds are ever written to target_id.
    target: link.target_id as TargetId,
    observer: deviceId(link.observer),
    peer: deviceId(link.peer),
    peerName: link.peer_name,
    path: pathOfRow(link),
    since: link.since,
  }))
}
