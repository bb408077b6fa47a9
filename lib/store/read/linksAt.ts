import { z } from 'zod'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkAt } from '#lib/tailnet/matrix.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { pathsAt } from './held.ts'
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

/**
 * Every directed link as it stood at a moment: out of what holds still, and of spans that have ended since. Of a moment
 * that is `past` a pause under 5 minutes is none: whether it will be one cannot be told then.
 */
export async function linksAt(db: Database, at: Date, past?: Date): Promise<LinkAt[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select target_id, observer, jsonb_agg(jsonb_build_array(
               peer, peer_name, kind, family, endpoint, via, region, why, extract(epoch from since) * 1000)) as links
      from (
      select target_id, observer, peer, peer_name,
             case when idle_since <= ${at} then 'idle' else kind end as kind,
             family, endpoint, via, region, why, since
      from ${pathsAt(past)} path_now where since <= ${at}
      ${
        past
          ? Prisma.empty
          : Prisma.sql`union all
      select target_id, observer, peer, peer_name, kind, family, endpoint, via, region, why, started_at
      from path_span where ended_at > ${at} and started_at <= ${at}`
      }) held group by 1, 2`,
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
