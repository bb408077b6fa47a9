import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { RegionStanding } from '#lib/tailnet/region.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { livingAt, measuredBy, pathsAt } from './held.ts'
import { looksAt } from './looksAt.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const regionRow = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  devices: count,
  best: z.number().nullable(),
  median: z.number().nullable(),
  measured: count,
  measured_at: z.date().nullable(),
  links: count,
})
const homeRow = z.object({ ...placeColumns, region: z.number() })

/**
 * Every region of the DERP map. A latency of nought is no measurement: clients without UDP report it. Only the last
 * one of each device counts, if it is not older than a day before the window.
 */
export async function regionStandings(
  db: Database,
  window: TimeWindow,
  at?: Date,
): Promise<RegionStanding[]> {
  const [regions, homes] = await Promise.all([
    askRows(db, regionRow, regionsSql(window, at)),
    askRows(
      db,
      homeRow,
      Prisma.sql`
        select distinct on (target.id) ${placeSql}, state.home_region as region
        from ${looksAt(at)} state join target_pod pod on pod.uid = state.pod_uid and ${livingAt(at, 'pod')}
        join target on target.id = pod.target_id join cluster on cluster.id = target.cluster_id
        where state.home_region is not null and ${livingAt(at, 'target')}
        order by target.id, pod.first_seen desc`,
    ),
  ])
  const byRegion = Map.groupBy(homes, home => home.region)
  return regions.map(({ id, code, name, devices, best, median, measured, measured_at, links }) => ({
    region: { id, code, name },
    homes: (byRegion.get(id) ?? []).map(placeOfRow),
    devices,
    latency:
      best === null || median === null || measured_at === null
        ? null
        : { best, median, devices: measured, at: measured_at },
    links,
  }))
}

const regionsSql = ({ from, to }: TimeWindow, past: Date | undefined) => Prisma.sql`
  with region as (
    select held.id, held.code, held.name from tailnet cross join lateral jsonb_to_recordset(
      case jsonb_typeof(derp_map) when 'array' then derp_map else '[]' end) as held(id int, code text, name text)
  ), last as (
    select distinct on (device_id, region) region, ms::float8 as ms, at from region_latency
    where at >= ${from}::timestamptz - interval '1 day' and at <= ${measuredBy(past, to)} and ms > 0
    order by device_id, region, at desc
  ), measured as (
    select region, min(ms) as best, percentile_cont(0.5) within group (order by ms) as median,
           count(*)::float8 as measured, max(at) as measured_at
    from last group by 1
  ), preferred as (
    select latency."regionName" as name, count(*)::float8 as devices
    from device cross join lateral jsonb_to_recordset(
      coalesce(nullif(device.facts #> '{connectivity,latency}', 'null'), '[]'))
      as latency("regionName" text, preferred boolean)
    where latency.preferred and ${livingAt(past, 'device')} and not exists (
      select from target_pod join ${looksAt(past)} state on state.pod_uid = target_pod.uid
      where target_pod.device_id = device.id and ${livingAt(past, 'target_pod')} and state.home_region is not null)
    group by 1
  ), carried as (
    select region, count(*)::float8 as links from ${pathsAt(past)} path_now
    where kind = 'derp' and since <= ${to} and (idle_since is null or idle_since > ${to}) group by 1
  )
  select region.id, region.code, region.name, coalesce(preferred.devices, 0)::float8 as devices,
         measured.best, measured.median, coalesce(measured.measured, 0)::float8 as measured, measured.measured_at,
         coalesce(carried.links, 0)::float8 as links
  from region left join measured on measured.region = region.id left join preferred on preferred.name = region.name
  left join carried on carried.region = region.id
  order by region.id`
