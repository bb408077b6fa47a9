import { z } from 'zod'
import { deviceId, podUid, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkStanding } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { pathsAt } from './held.ts'
import { pathColumns, pathOfRow } from './pathRow.ts'

const row = z.object({
  observer: z.string(),
  peer: z.string(),
  peer_name: z.string(),
  pod_uid: z.string(),
  ...pathColumns,
  since: z.date(),
  idle_since: z.date().nullable(),
})

/** Links of a target as last seen, or as they stood at a moment. */
export async function linkStandings(db: Database, target: TargetId, at?: Date): Promise<LinkStanding[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select observer, peer, peer_name, pod_uid, kind, family, endpoint, via, region, why, since, idle_since
      from ${pathsAt(at, { where: Prisma.sql`target_id = ${target}` })} path_now order by peer_name, peer`,
  )
  return rows.map(link => ({
    observer: deviceId(link.observer),
    peer: deviceId(link.peer),
    peerName: link.peer_name,
    pod: podUid(link.pod_uid),
    path: pathOfRow(link),
    since: link.since,
    idleSince: link.idle_since,
  }))
}
