import { Prisma } from '#prisma/generated/client.ts'
import { measuredBy } from './held.ts'

const fact = (at: Date, facet: string) => Prisma.sql`(
  select value from fact_span where subject_kind = 'device' and subject_id = device.id and facet = ${facet}
    and valid_from <= ${at} and (valid_to is null or valid_to > ${at})
  order by valid_from desc limit 1)`

/**
 * `device.facts`: as last told, or at a moment with the NAT and the latencies that were known then. Its ports, heartbeat and
 * whatever else has no history stay as last told.
 */
export function deviceFactsAt(at: Date | undefined): Prisma.Sql {
  if (!at) return Prisma.sql`device.facts`
  return Prisma.sql`(
    select case when jsonb_typeof(device.facts->'connectivity') <> 'object' then device.facts else jsonb_set(
      device.facts, '{connectivity}', device.facts->'connectivity' || jsonb_build_object('latency', coalesce(told.latency, '[]'))
        || jsonb_strip_nulls(jsonb_build_object('mappingVaries', ${fact(at, 'mapping_varies')}, 'udp', ${fact(at, 'udp')},
             'ipv6', ${fact(at, 'ipv6')}, 'upnp', told.ports->'upnp', 'pmp', told.ports->'pmp', 'pcp', told.ports->'pcp')))
    end
    from (select ${fact(at, 'port_mapping')} as ports, (
      select jsonb_agg(latency.held || jsonb_build_object('ms', last.ms) order by region.id)
      from jsonb_array_elements(coalesce(nullif(device.facts #> '{connectivity,latency}', 'null'), '[]')) latency(held)
      join jsonb_to_recordset((select case jsonb_typeof(derp_map) when 'array' then derp_map else '[]' end from tailnet limit 1))
        as region(id int, name text) on region.name = latency.held->>'regionName'
      cross join lateral (
        select ms from region_latency where device_id = device.id and region_latency.region = region.id
          and region_latency.at > ${at}::timestamptz - interval '1 day' and region_latency.at <= ${measuredBy(at, at)}
        order by region_latency.at desc limit 1
      ) last) as latency) told)`
}
