import { z } from 'zod'
import type { LinksNow } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { pathsAt } from './held.ts'

const row = z.object({
  state: z.enum(['direct', 'peer_relay', 'derp', 'no_answer', 'idle', 'offline', 'unknown', 'one_way']),
  pairs: count,
})

/** Pairs of devices by path, now or at a moment; a pair seen from both ends counts once, one whose ends differ is "one way". */
export async function linksNow(db: Database, at?: Date): Promise<LinksNow> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with view as (
        select least(observer, peer) as a, greatest(observer, peer) as b,
               case when idle_since is null then kind else 'idle' end as kind
        from ${pathsAt(at)} path_now
      ), pair as (
        select count(distinct kind) filter (where kind in ('direct', 'peer_relay', 'derp', 'no_answer')) as said,
               min(kind) filter (where kind in ('direct', 'peer_relay', 'derp', 'no_answer')) as kind,
               bool_or(kind = 'unknown') as unknown, bool_or(kind = 'idle') as idle
        from view group by a, b
      )
      select case when said > 1 then 'one_way' when said = 1 then kind
                  when unknown then 'unknown' when idle then 'idle' else 'offline' end as state,
             count(*)::float8 as pairs
      from pair group by 1`,
  )
  const pairs = (state: z.output<typeof row>['state']) =>
    rows.find(found => found.state === state)?.pairs ?? 0
  return {
    links: { direct: pairs('direct'), peer_relay: pairs('peer_relay'), derp: pairs('derp') },
    oneWay: pairs('one_way'),
    noAnswer: pairs('no_answer'),
    idle: pairs('idle'),
    offline: pairs('offline'),
    unknown: pairs('unknown'),
  }
}
