import { z } from 'zod'
import type { Diagnosis, Finding } from '#lib/tailnet/finding.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { CauseTarget } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { diagnosesAt, livingAt, openFindingsAt, pathsAt } from './held.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const row = z.object({
  ...placeColumns,
  opened_at: z.date(),
  // Written by saveDiagnosis from Findings; this version of the code reads what it wrote.
  findings: z.custom<Finding[]>(value => Array.isArray(value)),
  read_at: z.custom<NonNullable<Diagnosis['readAt']>>(value => typeof value === 'object').nullable(),
  links: count,
  derp_links: count,
  derp_bytes: count.nullable(),
  remedy: z.string().nullable(),
  gain: z.number().nullable(),
})

/** Living targets for which a cause holds, now or at a moment, with its findings. Bytes are those that its links sent over DERP in the window. */
export async function causeTargets(
  db: Database,
  code: string,
  { from, to }: TimeWindow,
  at?: Date,
): Promise<CauseTarget[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with held as (
        select target_id, min(opened_at) as opened_at, jsonb_agg(body order by opened_at, id) as findings
        from ${openFindingsAt(at, Prisma.sql`finding.code = ${code}`)} finding where target_id is not null group by 1
      ), blamed as (
        select distinct held.target_id, peer->>'peer' as peer
        from held join ${diagnosesAt(at)} diagnosis on diagnosis.target_id = held.target_id
        cross join lateral jsonb_array_elements(diagnosis.body->'peers') peer
        where peer->'causes' ? ${code}
      ), sent as (
        select target_id, peer, coalesce(sum(rx + tx) filter (where kind = 'derp'), 0)::float8 as bytes
        from link_traffic_5m where bucket >= ${from} and bucket < ${to} and target_id in (select target_id from held)
        group by 1, 2
      ), derp as (
        select distinct target_id, peer from ${pathsAt(at)} path_now where kind = 'derp' and idle_since is null
      ), effect as (
        select blamed.target_id, count(*)::float8 as links, count(derp.peer)::float8 as derp_links,
               sum(sent.bytes)::float8 as derp_bytes
        from blamed left join sent using (target_id, peer) left join derp using (target_id, peer) group by 1
      )
      select ${placeSql}, held.opened_at, held.findings, diagnosis.body->'readAt' as read_at, coalesce(effect.links, 0)::float8 as links,
             coalesce(effect.derp_links, 0)::float8 as derp_links, effect.derp_bytes,
             remedy->>'title' as remedy,
             ((remedy #>> '{gain,derpBefore}')::float8 - (remedy #>> '{gain,derpAfter}')::float8) as gain
      from held join target on target.id = held.target_id join cluster on cluster.id = target.cluster_id
      left join effect on effect.target_id = target.id
      left join ${diagnosesAt(at)} diagnosis on diagnosis.target_id = target.id
      left join lateral (
        select remedy from jsonb_array_elements(diagnosis.body->'remedies') with ordinality list(remedy, place)
        where remedy->>'applies' = 'yes' order by place limit 1
      ) first on true
      where ${livingAt(at, 'target')}
      order by derp_links desc, derp_bytes desc nulls last, target.id`,
  )
  return rows.map(found => ({
    place: placeOfRow(found),
    openedAt: found.opened_at,
    findings: found.findings,
    ...(found.read_at ? { readAt: found.read_at } : {}),
    links: found.links,
    derpLinks: found.derp_links,
    derpBytes: found.derp_bytes,
    firstRemedy: found.remedy,
    gain: found.gain,
  }))
}
