import { z } from 'zod'
import type { Hardness } from '#lib/tailnet/finding.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { TargetStanding } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { among } from './among.ts'
import { askRows } from './askRows.ts'
import { diagnosesAt, goneSql, livingAt, measuredBy, seenSql, thenKnown } from './held.ts'
import { looksAt } from './looksAt.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'
import { causeMarks, linksByTarget, noLinks } from './targetLinks.ts'
import { targetSlices } from './targetSlices.ts'

const hardness = z.enum(['none', 'easy', 'hard', 'unknown'] as const satisfies readonly Hardness[])
const certainty = z.enum(['certain', 'likely', 'possible', 'unknown'])
const layer = z.object({ hardness, certainty, name: z.string(), why: z.string() })
const links = z.number().default(0)
const expectedShape = z.object({ direct: links, peer_relay: links, derp: links, depends: links })

const row = z.object({
  ...placeColumns,
  unjudged: z.string().nullable(),
  gone_at: z.date().nullable(),
  last_seen: z.date(),
  pod_names: z.array(z.string()).nullable(),
  status_at: z.date().nullable(),
  failed_rounds: z.number().nullable(),
  home_region: z.number().nullable(),
  home_ms: z.number().nullable(),
  l1: layer.nullable(),
  l2: layer.nullable(),
  udp: z.enum(['yes', 'no', 'unknown']).nullable(),
  expected: expectedShape.nullable(),
})

/**
 * Every target with what is known of it now, or was at a moment, and its bytes over the window in `slices` equal parts: of
 * the buckets that ended by the end of `counted`. `only` narrows to some targets, by id.
 */
export async function targetStandings(
  db: Database,
  {
    window,
    slices,
    at,
    counted = window,
    only,
  }: { window: TimeWindow; slices: number; at?: Date; counted?: TimeWindow; only?: readonly string[] },
): Promise<TargetStanding[]> {
  const [rows, links, marks, bytes] = await Promise.all([
    askRows(db, row, targetsSql(window, at, only)),
    linksByTarget(db, at, only),
    causeMarks(db, at, only),
    targetSlices(db, window, slices, counted.to, only),
  ])
  return rows.map(target => {
    const { l1, l2, udp, home_region, expected } = target
    const own = links.get(target.id)
    const measured = bytes.get(target.id)
    return {
      place: placeOfRow(target),
      podNames: target.pod_names ?? [],
      unjudged: target.unjudged,
      goneAt: target.gone_at,
      lastSeen: target.last_seen,
      statusAt: target.status_at,
      failedRounds: target.failed_rounds ?? 0,
      links: own?.links ?? noLinks(),
      derpSince: own?.derpSince ?? null,
      bytes: measured?.total ?? null,
      slices: measured?.slices ?? Array.from({ length: slices }, () => null),
      chain: l1 && l2 && udp ? { l1, l2, udp } : null,
      expected: expected ?? expectedShape.parse({}),
      causes: marks.get(target.id) ?? [],
      home: home_region === null ? null : { region: home_region, ms: target.home_ms },
    }
  })
}

/**
 * A target that went before the window is history, not standing. Where a pod's own client wrote no latency to its home
 * region, the Tailscale API's last word on it counts, if it is not older than a day before the window.
 */
const targetsSql = (
  { from, to }: TimeWindow,
  at: Date | undefined,
  only: readonly string[] | undefined,
) => Prisma.sql`
  select ${placeSql}, target.unjudged, ${goneSql(at, 'target')} as gone_at,
         ${seenSql(at, 'target')} as last_seen, pod.names as pod_names,
         seen.status_at, seen.failed_rounds, seen.home_region, seen.home_ms,
         diagnosis.body #> '{chain,l1}' as l1, diagnosis.body #> '{chain,l2}' as l2,
         diagnosis.body #>> '{chain,udp}' as udp,
         case when target.unjudged is not null or seen.status_at is null then
           (select jsonb_object_agg(kind, links) from (
              select peer->>'expected' as kind, count(*) as links
              from jsonb_array_elements(diagnosis.body->'peers') peer group by 1) counted) end as expected
  from target join cluster on cluster.id = target.cluster_id
  left join ${diagnosesAt(at)} diagnosis on diagnosis.target_id = target.id
  left join (
    select target_id, array_agg(name order by name) as names from target_pod where ${livingAt(at, 'target_pod')} group by 1
  ) pod on pod.target_id = target.id
  left join (
    select distinct on (state.target_id) state.target_id, state.status_at, state.failed_rounds, state.home_region,
           coalesce(
             (select (measured->>'ms')::float8 from jsonb_array_elements(state.net_info->'latencyMs') measured
              where (measured->>'region')::int = state.home_region limit 1),
             (select ms::float8 from region_latency
              where device_id = target_pod.device_id and region = state.home_region
                and at >= ${from}::timestamptz - interval '1 day' and at <= ${measuredBy(at, to)} order by at desc limit 1)
           ) as home_ms
    from ${looksAt(at)} state join target_pod on target_pod.uid = state.pod_uid
    order by state.target_id, ${livingAt(at, 'target_pod')} desc, state.status_at desc nulls last, state.pod_uid
  ) seen on seen.target_id = target.id
  where (target.gone_at is null or target.gone_at >= ${from}) ${thenKnown(at)} and ${among(only, 'target.id')}
  order by target.id`
