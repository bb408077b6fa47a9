import { z } from 'zod'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkReason } from '#lib/tailnet/matrix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { endNatOf, endNatShape } from './endNatRow.ts'

const row = z.object({
  target_id: z.string(),
  peer: z.string(),
  expected: z.enum(['direct', 'peer_relay', 'derp', 'depends']),
  causes: z.array(z.string()).catch([]),
  nat: endNatShape,
})

/** What diagnosis last said of the links of living targets, towards the peers that any pod has a link to. */
export async function linkReasons(db: Database): Promise<LinkReason[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select target.id as target_id, said->>'peer' as peer, said->>'expected' as expected, said->'causes' as causes,
             ${endNatOf(Prisma.sql`(said->'chain')`)} as nat
      from diagnosis join target on target.id = diagnosis.target_id and target.gone_at is null
      cross join lateral jsonb_array_elements(diagnosis.body->'peers') said
      where said->>'peer' in (select peer from path_now)`,
  )
  return rows.map(({ target_id, peer, ...said }) => ({
    ...said,
    // Only TargetIds are ever written to diagnosis.target_id.
    target: target_id as TargetId,
    peer: deviceId(peer),
  }))
}
