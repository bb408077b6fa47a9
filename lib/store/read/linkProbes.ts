import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkProbe } from '#lib/tailnet/matrix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const row = z.object({
  target_id: z.string(),
  peer: z.string(),
  at: z.date(),
  via: z.enum(['direct', 'derp', 'peer_relay']),
  ms: z.array(z.number()),
})

/**
 * The newest ping of each link in the window that was answered. Only the pongs that came by the way of the last one
 * count: the first go by DERP while a direct path is being found.
 */
export async function linkProbes(db: Database, { from, to }: TimeWindow): Promise<LinkProbe[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select distinct on (asked.target_id, asked.peer) asked.target_id, asked.peer, asked.finished_at as at, asked.result #>> '{pongs,-1,via}' as via, way.ms
      from check_request asked cross join lateral (
        select array_agg((pong->>'ms')::float8) as ms
        from jsonb_array_elements(asked.result->'pongs') pong
        where pong->>'ms' is not null and pong->>'via' = asked.result #>> '{pongs,-1,via}'
      ) way
      where asked.kind = 'ping' and asked.state = 'done' and asked.peer is not null and way.ms is not null
        and asked.result #>> '{pongs,-1,via}' in ('direct', 'derp', 'peer_relay')
        and asked.finished_at >= ${from} and asked.finished_at <= ${to}
      order by asked.target_id, asked.peer, asked.finished_at desc`,
  )
  return rows.map(({ target_id, peer, at, via, ms }) => ({
    // Only TargetIds are ever written to target_id.
    target: target_id as TargetId,
    peer: deviceId(peer),
    at,
    via,
    ms,
  }))
}
