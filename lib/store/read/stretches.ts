import { z } from 'zod'
import type { Stretch } from '#lib/tailnet/fix.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import { flipKey } from '#lib/tailnet/path.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { spansAt } from './held.ts'
import { pathColumns, pathOfRow } from './pathRow.ts'

const row = z.object({
  target_id: z.string(),
  observer: z.string(),
  peer: z.string(),
  peer_name: z.string(),
  ...pathColumns,
  kind: z.enum(['direct', 'peer_relay', 'derp', 'no_answer', 'unknown']),
  started_at: z.date(),
  ended_at: z.date().nullable(),
  ended_by: z.enum(['changed', 'gap', 'gone']).nullable(),
  traffic_seconds: z.number(),
})

/** Enough for hundreds of links over a week; of more the newest tell. */
const mostStretches = 50_000

/** Stretches of links with traffic, or an attempt at it; one that lasts has no end. A pause ends it where it began. */
export async function stretches(
  db: Database,
  { targets, window, at }: { targets: readonly TargetId[]; window: TimeWindow; at?: Date },
): Promise<Stretch[]> {
  if (targets.length === 0) return []
  const { from, to } = window
  const isAsked = Prisma.sql`target_id = any(${[...targets]}::text[])`
  const carries = Prisma.sql`kind in ('direct', 'peer_relay', 'derp', 'no_answer', 'unknown')`
  const kept = Prisma.sql`
      select target_id, observer, peer, peer_name, kind, family, endpoint, via, region, why, started_at, ended_at, ended_by, traffic_seconds
      from path_span
      where ${isAsked} and ended_at > ${from} and started_at < ${to} and ${carries}
      union all
      select target_id, observer, peer, peer_name, kind, family, endpoint, via, region, why, since, idle_since,
             case when idle_since is null then null else 'changed' end,
             traffic_seconds + greatest(0, coalesce(extract(epoch from ${to}::timestamptz - active_since), 0))::float8
      from path_now
      where ${isAsked} and since < ${to} and ${carries}
        and coalesce(why, '') <> 'source_failed' and idle_since is distinct from since`
  // How long a stretch that goes on has carried traffic is not kept for each moment: at most since it began.
  const told = (at: Date) => Prisma.sql`
      select target_id, observer, peer, peer_name, kind, family, endpoint, via, region, why, started_at, ended_at, ended_by,
             greatest(0, extract(epoch from coalesce(ended_at, ${at}) - started_at))::float8 as traffic_seconds
      from ${spansAt(at, { from, where: isAsked })} held where started_at < ${to} and ${carries} and coalesce(why, '') <> 'source_failed'`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      ${at ? told(at) : kept}
      order by started_at desc limit ${mostStretches}`,
  )
  return rows.map(found => ({
    // Written by the store from a TargetId.
    target: found.target_id as TargetId,
    observer: deviceId(found.observer),
    peer: deviceId(found.peer),
    peerName: found.peer_name,
    kind: found.kind,
    way: flipKey(pathOfRow(found)),
    startedAt: found.started_at,
    endedAt: found.ended_at,
    endedBy: found.ended_by,
    trafficSeconds: found.traffic_seconds,
  }))
}
