import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { CauseStanding } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { diagnosesAt, livingAt, pathsAt } from './held.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'
import { causeMarks } from './targetLinks.ts'

const placeRow = z.object({
  ...placeColumns,
  first_remedy: z.string().nullable(),
  gain: z.number().nullable(),
})
const linkRow = z.object({ code: z.string(), links: count, derp_links: count, derp_bytes: count.nullable() })

/** Each cause that holds somewhere, or held at a moment, over all targets. Bytes are those that its links sent over DERP in the window. */
export async function causeStandings(db: Database, window: TimeWindow, at?: Date): Promise<CauseStanding[]> {
  const [marks, places, links] = await Promise.all([
    causeMarks(db, at),
    askRows(db, placeRow, placesSql(at)),
    askRows(db, linkRow, linksSql(window, at)),
  ])
  const placeById = new Map(places.map(place => [place.id, place]))
  const held = [...marks].flatMap(([target, list]) => {
    const place = placeById.get(target)
    return place ? list.map(mark => ({ place, mark })) : []
  })
  return [...Map.groupBy(held, ({ mark }) => mark.code)].map(([code, found]): CauseStanding => {
    const withCertainty = (certainty: string) =>
      found.filter(({ mark }) => mark.certainty === certainty).length
    const gains = found.flatMap(({ place }) => place.gain ?? [])
    const onLinks = links.find(row => row.code === code)
    return {
      code,
      certain: withCertainty('certain'),
      likely: withCertainty('likely'),
      possible: withCertainty('possible'),
      targets: found.map(({ place }) => placeOfRow(place)),
      links: onLinks?.links ?? 0,
      derpLinks: onLinks?.derp_links ?? 0,
      derpBytes: onLinks?.derp_bytes ?? null,
      openedAt: new Date(Math.min(...found.map(({ mark }) => mark.openedAt.getTime()))),
      gain: gains.length > 0 ? gains.reduce((sum, gain) => sum + gain, 0) : null,
      firstRemedy: mostFrequent(found.flatMap(({ place }) => place.first_remedy ?? [])),
    }
  })
}

function mostFrequent(words: string[]): string | null {
  const counted = [...Map.groupBy(words, word => word)].sort((a, b) => b[1].length - a[1].length)
  return counted[0]?.[0] ?? null
}

/** Living targets, each with the first remedy that applies to it. */
const placesSql = (at: Date | undefined) => Prisma.sql`
  select ${placeSql}, remedy->>'title' as first_remedy,
         ((remedy #>> '{gain,derpBefore}')::float8 - (remedy #>> '{gain,derpAfter}')::float8) as gain
  from target join cluster on cluster.id = target.cluster_id
  left join ${diagnosesAt(at)} diagnosis on diagnosis.target_id = target.id
  left join lateral (
    select remedy from jsonb_array_elements(diagnosis.body->'remedies') with ordinality list(remedy, place)
    where remedy->>'applies' = 'yes' order by place limit 1
  ) first on true
  where ${livingAt(at, 'target')}`

const linksSql = ({ from, to }: TimeWindow, at: Date | undefined) => Prisma.sql`
  with blamed as (
    select distinct diagnosis.target_id, peer->>'peer' as peer, code
    from ${diagnosesAt(at)} diagnosis join target on target.id = diagnosis.target_id and ${livingAt(at, 'target')}
    cross join lateral jsonb_array_elements(diagnosis.body->'peers') peer
    cross join lateral jsonb_array_elements_text(peer->'causes') code
  ), sent as (
    select target_id, peer, coalesce(sum(rx + tx) filter (where kind = 'derp'), 0)::float8 as bytes from link_traffic_5m
    where bucket >= ${from} and bucket < ${to} group by 1, 2
  ), derp as (
    select distinct target_id, peer from ${pathsAt(at)} path_now where kind = 'derp' and idle_since is null
  )
  select blamed.code, count(*)::float8 as links, count(derp.peer)::float8 as derp_links,
         sum(sent.bytes)::float8 as derp_bytes
  from blamed left join sent using (target_id, peer) left join derp using (target_id, peer)
  group by blamed.code`
