import { z } from 'zod'
import { type DeviceId, deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { ofTargets } from './grid.ts'

const row = z.object({ target_id: z.string(), peer: z.string(), bytes: z.number(), first: z.date() })

/** What each link sent and got over DERP in the week before `to`. */
export interface DerpWeek {
  bytes: (target: TargetId, peer: DeviceId) => number
  /** Since when any of it was counted, at most a week ago; null where nothing was. */
  since: Date | null
}

/** Of all targets, or of some. */
export async function derpWeek(db: Database, to: Date, targets?: readonly string[]): Promise<DerpWeek> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select target_id, peer, sum(rx + tx)::float8 as bytes, min(bucket) as first from link_traffic_5m
      where bucket >= ${to}::timestamptz - interval '7 days' and bucket < ${to} and kind = 'derp' ${ofTargets(targets)}
      group by 1, 2`,
  )
  const byLink = new Map(rows.map(each => [`${each.target_id}\n${deviceId(each.peer)}`, each.bytes]))
  const first = Math.min(...rows.map(each => each.first.getTime()))
  return {
    bytes: (target, peer) => byLink.get(`${target}\n${peer}`) ?? 0,
    since: rows.length > 0 ? new Date(first) : null,
  }
}
