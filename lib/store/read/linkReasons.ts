import { z } from 'zod'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkReason } from '#lib/tailnet/matrix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { endNatOf, endNatShape } from './endNatRow.ts'
import { diagnosesAt, livingAt, pathsAt } from './held.ts'

const row = z.object({
  target_id: z.string(),
  said: z.array(
    z.tuple([z.string(), z.enum(['direct', 'peer_relay', 'derp', 'depends']), z.array(z.string()).catch([])]),
  ),
})
const natRow = z.object({ target_id: z.string(), peer: z.string(), nat: endNatShape })

/**
 * What diagnosis last said of the links of living targets, towards the peers that any pod has a link to. A peer is the same
 * for all: its NAT stands in one of its reasons.
 */
export async function linkReasons(db: Database, at?: Date): Promise<LinkReason[]> {
  const told = Prisma.sql`
    ${diagnosesAt(at)} diagnosis
    join target on target.id = diagnosis.target_id and ${livingAt(at, 'target')}
    cross join lateral jsonb_array_elements(diagnosis.body->'peers') said
    where said->>'peer' in (select peer from ${pathsAt(at)} path_now)`
  const [rows, nats] = await Promise.all([
    askRows(
      db,
      row,
      // A row for each target: a hundred thousand small rows cost more than what they say.
      Prisma.sql`
        select target.id as target_id,
               jsonb_agg(jsonb_build_array(said->'peer', said->'expected', said->'causes')) as said
        from ${told} group by 1`,
    ),
    askRows(
      db,
      natRow,
      Prisma.sql`
        with first as (
          select said->>'peer' as peer, min(target.id) as target_id from ${told} and said->'chain' <> 'null' group by 1
        )
        select first.target_id, first.peer, ${endNatOf(Prisma.sql`(said->'chain')`)} as nat
        from first join ${diagnosesAt(at)} diagnosis on diagnosis.target_id = first.target_id
        cross join lateral jsonb_array_elements(diagnosis.body->'peers') said
        where said->>'peer' = first.peer`,
    ),
  ])
  const natOf = new Map(nats.map(({ target_id, peer, nat }) => [`${target_id}\n${peer}`, nat]))
  return rows.flatMap(({ target_id, said }) =>
    said.map(([peer, expected, causes]) => ({
      // Only TargetIds are ever written to diagnosis.target_id.
      target: target_id as TargetId,
      peer: deviceId(peer),
      expected,
      causes,
      nat: natOf.get(`${target_id}\n${peer}`) ?? null,
    })),
  )
}
