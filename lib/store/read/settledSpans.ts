import type { TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { ofTargets } from './grid.ts'

/** A verdict rests on at least 30 s of traffic: a start on DERP is none (DESIGN.md, "What can be known"). */
const settledSeconds = 30

/** Stretches of links that carried traffic for long enough to count, whole or in part in the window. */
export const settledSpans = ({ from, to }: TimeWindow, targets: readonly string[] | undefined) => Prisma.sql`
  select target_id, observer, peer, kind, started_at from path_span
  where ended_at > ${from} and started_at < ${to} and kind in ('direct', 'peer_relay', 'derp')
    and traffic_seconds >= ${settledSeconds} ${ofTargets(targets)}
  union all
  select target_id, observer, peer, kind, since from path_now
  where since < ${to} and kind in ('direct', 'peer_relay', 'derp') and coalesce(idle_since, 'infinity') > ${from}
    and traffic_seconds + greatest(0, coalesce(extract(epoch from ${to}::timestamptz - active_since), 0))
      >= ${settledSeconds} ${ofTargets(targets)}`
