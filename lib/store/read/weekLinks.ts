import { z } from 'zod'
import type { WeekLinks } from '#lib/tailnet/week.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { ofTargets } from './grid.ts'

const row = z.object({
  direct: count,
  peer_relay: count,
  derp: count,
  one_way: count,
  unknown: count,
})

/**
 * Pairs of devices by path at one moment, seen from some targets or all. A pair whose two ends say different paths is
 * "one way". A span covers its start and not its end, so that a week's last moment is asked for as a millisecond before.
 */
export async function weekLinks(
  db: Database,
  { at, targets }: { at: Date; targets: readonly string[] | undefined },
): Promise<WeekLinks> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      with stretch as (
        select observer, peer, kind from path_span
        where ended_at > ${at} and started_at <= ${at} ${ofTargets(targets)}
        union all
        select observer, peer, kind from path_now
        where since <= ${at} and (idle_since is null or idle_since > ${at}) ${ofTargets(targets)}
      ), pair as (
        select count(distinct kind) filter (where kind in ('direct', 'peer_relay', 'derp')) as said,
               min(kind) filter (where kind in ('direct', 'peer_relay', 'derp')) as kind,
               bool_or(kind = 'unknown') as unknown
        from stretch group by least(observer, peer), greatest(observer, peer)
      )
      select count(*) filter (where said = 1 and kind = 'direct')::float8 as direct,
             count(*) filter (where said = 1 and kind = 'peer_relay')::float8 as peer_relay,
             count(*) filter (where said = 1 and kind = 'derp')::float8 as derp,
             count(*) filter (where said > 1)::float8 as one_way,
             count(*) filter (where said = 0 and unknown)::float8 as unknown
      from pair`,
  )
  const { one_way = 0, unknown = 0, ...links } = found ?? { direct: 0, peer_relay: 0, derp: 0 }
  const seen = links.direct + links.peer_relay + links.derp
  return { links: seen > 0 ? links : null, oneWay: one_way, unknown }
}
