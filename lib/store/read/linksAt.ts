import { z } from 'zod'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkAt } from '#lib/tailnet/matrix.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { linksHeld } from './linksHeld.ts'
import { pathColumns, pathOfRow } from './pathRow.ts'

const { family, endpoint, via, region, why } = pathColumns
/** A link as an array: a hundred thousand rows of named columns cost more than what they say. */
const link = z.tuple([
  z.string(),
  z.string(),
  z.enum(pathKinds),
  family,
  endpoint,
  via,
  region,
  why,
  z.number(),
])
const row = z.object({ target_id: z.string(), observer: z.string(), links: z.array(link) })

/** Which links: those of the views from `observer` on `peer`, or of a target's pods. Places of one pair are equal. */
interface Pairs {
  of: 'observer' | 'target_id'
  ends: readonly { from: string; peer: string }[]
}

/** Directed links as they stood at a moment: every one, or those of some pairs. */
export async function linksAt(db: Database, at: Date, past?: Date, only?: Pairs): Promise<LinkAt[]> {
  if (only?.ends.length === 0) return []
  const narrowed = only
    ? Prisma.sql`where (${Prisma.raw(only.of)}, peer) in (
        select * from unnest(${only.ends.map(({ from }) => from)}::text[], ${only.ends.map(({ peer }) => peer)}::text[]))`
    : Prisma.empty
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select target_id, observer, jsonb_agg(jsonb_build_array(
               peer, peer_name, kind, family, endpoint, via, region, why, extract(epoch from since) * 1000)) as links
      from ${linksHeld(at, past)} held ${narrowed} group by 1, 2`,
  )
  return rows.flatMap(({ target_id, observer, links }) =>
    links.map(([peer, peerName, kind, family, endpoint, via, region, why, since]) => ({
      // Only TargetIds are ever written to target_id.
      target: target_id as TargetId,
      observer: deviceId(observer),
      peer: deviceId(peer),
      peerName,
      path: pathOfRow({ kind, family, endpoint, via, region, why }),
      since: new Date(since),
    })),
  )
}
