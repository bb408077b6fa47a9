import { z } from 'zod'
import { type DeviceId, deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { among } from './among.ts'
import { askRows } from './askRows.ts'
import { linksHeld } from './linksHeld.ts'

const row = z.object({
  target_id: z.string().nullable(),
  peer: z.string().nullable(),
  peer_name: z.string().nullable(),
})

/** Both ends of the links of targets that were there: few, however many links there are. */
export interface LinkEnds {
  targets: Set<TargetId>
  peers: { device: DeviceId; name: string }[]
}

/** Who has links at a moment, and towards whom; of all links, or of those between some targets and some devices. */
export async function linkEnds(
  db: Database,
  at: Date,
  past?: Date,
  only?: { targets: readonly string[]; peers: readonly string[] },
): Promise<LinkEnds> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select target_id, peer, min(peer_name collate "C") as peer_name from ${linksHeld(at, past)} held
      where target_id in (select id from target where first_seen <= ${at} and (gone_at is null or gone_at > ${at}))
        and ${among(only?.targets, 'target_id')} and ${among(only?.peers, 'peer')}
      group by grouping sets ((target_id), (peer)) order by peer collate "C"`,
  )
  return {
    // Only TargetIds are ever written to target_id.
    targets: new Set(rows.flatMap(found => (found.target_id === null ? [] : [found.target_id as TargetId]))),
    peers: rows.flatMap(({ peer, peer_name }) =>
      peer === null ? [] : [{ device: deviceId(peer), name: peer_name ?? '' }],
    ),
  }
}
