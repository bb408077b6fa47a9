import { z } from 'zod'
import { type DeviceId, deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { EndNat } from '#lib/tailnet/matrix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { endNatOf, endNatShape } from './endNatRow.ts'
import { diagnosesAt, livingAt, pathsAt } from './held.ts'

const row = z.object({ target_id: z.string(), peer: z.string(), nat: endNatShape })

/**
 * NATs of the peers that any pod has a link to. A peer is the same for all: it is told by the first target whose
 * diagnosis knows it.
 */
export async function peerNats(
  db: Database,
  at?: Date,
): Promise<{ target: TargetId; peer: DeviceId; nat: EndNat | null }[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with first as (
        select said.peer, min(target.id) as target_id
        from ${diagnosesAt(at)} diagnosis
        join target on target.id = diagnosis.target_id and ${livingAt(at, 'target')}
        cross join lateral jsonb_to_recordset(diagnosis.body->'peers') said(peer text, chain jsonb)
        where said.chain <> 'null' and said.peer in (select peer from ${pathsAt(at)} path_now) group by 1
      )
      select first.target_id, first.peer, ${endNatOf(Prisma.sql`(said->'chain')`)} as nat
      from first join ${diagnosesAt(at)} diagnosis on diagnosis.target_id = first.target_id
      cross join lateral jsonb_array_elements(diagnosis.body->'peers') said
      where said->>'peer' = first.peer`,
  )
  return rows.map(({ target_id, peer, nat }) => ({
    // Only TargetIds are ever written to diagnosis.target_id.
    target: target_id as TargetId,
    peer: deviceId(peer),
    nat,
  }))
}
