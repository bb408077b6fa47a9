import { z } from 'zod'
import type { Flip, TimeWindow } from '#lib/tailnet/history.ts'
import { clusterId, deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { spansAt } from './held.ts'

const row = z.object({
  target_id: z.string(),
  cluster_id: z.string(),
  peer: z.string(),
  peer_name: z.string(),
  at: z.date(),
  from: z.enum(pathKinds),
  to: z.enum(pathKinds),
  traffic_seconds: z.number(),
})

const mostFlips = 5_000

/** Changes of path in the window: a span that ended by a change, and what the link has done since. Newest first. */
export async function flips(db: Database, { from, to }: TimeWindow, at?: Date): Promise<Flip[]> {
  const told = at ? Prisma.sql`told as (select * from ${spansAt(at, { from })} held),` : Prisma.empty
  const next = Prisma.sql`
    select observer, peer, kind, started_at from path_span where ended_at > ${from} and started_at between ${from} and ${to}
    union all
    select observer, peer, kind, since from path_now where since between ${from} and ${to}`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with ${told} next as (
        ${at ? Prisma.sql`select observer, peer, kind, started_at from told where started_at between ${from} and ${to}` : next}
      )
      select span.target_id, target.cluster_id, span.peer, span.peer_name, span.ended_at as at,
             span.kind as from, next.kind as to, span.traffic_seconds
      from ${at ? Prisma.sql`told` : Prisma.sql`path_span`} span
      join next on next.observer = span.observer and next.peer = span.peer and next.started_at = span.ended_at
      join target on target.id = span.target_id
      where span.ended_at between ${from} and ${to} and span.ended_by = 'changed' and span.kind <> next.kind
      order by span.ended_at desc limit ${mostFlips}`,
  )
  return rows.map(flip => ({
    // Written by the store from a TargetId.
    target: flip.target_id as TargetId,
    cluster: clusterId(flip.cluster_id),
    peer: deviceId(flip.peer),
    peerName: flip.peer_name,
    at: flip.at,
    from: flip.from,
    to: flip.to,
    trafficSeconds: flip.traffic_seconds,
  }))
}
