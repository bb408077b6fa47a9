import { z } from 'zod'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkReason } from '#lib/tailnet/matrix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { among } from './among.ts'
import { askRows } from './askRows.ts'
import { diagnosesAt, livingAt, pathsAt } from './held.ts'
import { peerNats } from './peerNats.ts'

const row = z.object({
  target_id: z.string(),
  said: z.array(
    z.tuple([z.string(), z.enum(['direct', 'peer_relay', 'derp', 'depends']), z.array(z.string()).catch([])]),
  ),
})

/** What diagnosis last said of the links of living targets, or of some, towards the peers that any pod has a link to. */
export async function linkReasons(db: Database, at?: Date, only?: readonly string[]): Promise<LinkReason[]> {
  if (only?.length === 0) return []
  const [rows, nats] = await Promise.all([
    askRows(
      db,
      row,
      // A row for each target: a hundred thousand small rows cost more than what they say.
      Prisma.sql`
        select target.id as target_id,
               jsonb_agg(jsonb_build_array(said->'peer', said->'expected', said->'causes')) as said
        from ${diagnosesAt(at)} diagnosis
        join target on target.id = diagnosis.target_id and ${livingAt(at, 'target')}
        cross join lateral jsonb_array_elements(diagnosis.body->'peers') said
        where ${among(only, 'target.id')} and said->>'peer' in (select peer from ${pathsAt(at)} path_now) group by 1`,
    ),
    peerNats(db, at),
  ])
  const natOf = new Map(nats.map(({ target, peer, nat }) => [`${target}\n${peer}`, nat]))
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
