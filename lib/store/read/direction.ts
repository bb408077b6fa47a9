import { z } from 'zod'
import { type DeviceId, podUid } from '#lib/tailnet/ids.ts'
import type { Direction } from '#lib/tailnet/reach.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { diagnosisOf } from './diagnosisOf.ts'
import { pathsAt } from './held.ts'
import { pathColumns, pathOfRow } from './pathRow.ts'

const row = z.object({
  peer_name: z.string(),
  pod_uid: z.string(),
  ...pathColumns,
  since: z.date(),
  idle_since: z.date().nullable(),
})

/** One direction of a link: what `observer` last saw of `peer`, and its diagnosis where it is a pod that runs. */
export async function direction(
  db: Database,
  { observer, peer }: { observer: DeviceId; peer: DeviceId },
  at?: Date,
): Promise<Direction> {
  const [[link], held] = await Promise.all([
    askRows(
      db,
      row,
      Prisma.sql`
        select peer_name, pod_uid, kind, family, endpoint, via, region, why, since, idle_since
        from ${pathsAt(at, { where: Prisma.sql`observer = ${observer} and peer = ${peer}` })} path_now`,
    ),
    diagnosisOf(db, observer, at),
  ])
  return {
    observer,
    peer,
    link: link
      ? {
          observer,
          peer,
          peerName: link.peer_name,
          pod: podUid(link.pod_uid),
          path: pathOfRow(link),
          since: link.since,
          idleSince: link.idle_since,
        }
      : null,
    target: held?.place ?? null,
    diagnosis: held?.diagnosis ?? null,
  }
}
