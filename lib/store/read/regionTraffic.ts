import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { RegionTraffic } from '#lib/tailnet/region.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { spansAt } from './held.ts'

const row = z.object({ region: z.number().nullable(), bytes: z.number(), peak: z.number() })

/**
 * Bytes that links sent and got over DERP, by the region that the link last named while it was there: the peer's home,
 * where packets to it go. Where the link named none, by the region that the peer's client prefers; else null.
 */
export async function regionTraffic(
  db: Database,
  { from, to }: TimeWindow,
  at?: Date,
): Promise<RegionTraffic[]> {
  const kept = at
    ? spansAt(at, { from })
    : Prisma.sql`(
        select observer, peer, kind, region, null::timestamptz as ended_at from path_now
        union all
        select observer, peer, kind, region, ended_at from path_span where ended_at >= ${from})`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with sent as (
        select observer, peer, bucket, sum(rx + tx)::float8 as bytes from link_traffic_5m
        where bucket >= ${from} and bucket < ${to} and kind = 'derp' group by 1, 2, 3
      ), named as (
        select distinct on (observer, peer) observer, peer, region from (
          select observer, peer, region, coalesce(ended_at, 'infinity') as until from ${kept} kept
          where kind = 'derp' and region is not null
        ) held order by observer, peer, until desc
      ), preferred as (
        select distinct on (device.id) device.id as peer, region.id as region
        from device cross join tailnet
        cross join lateral jsonb_to_recordset(
          coalesce(nullif(device.facts #> '{connectivity,latency}', 'null'), '[]'))
          as latency("regionName" text, preferred boolean)
        join lateral jsonb_to_recordset(
          case jsonb_typeof(tailnet.derp_map) when 'array' then tailnet.derp_map else '[]' end)
          as region(id int, name text) on region.name = latency."regionName"
        where latency.preferred
      ), slice as (
        select coalesce(named.region, preferred.region) as region, bucket, sum(bytes) as bytes
        from sent left join named using (observer, peer) left join preferred using (peer) group by 1, 2
      )
      select region, sum(bytes)::float8 as bytes, (max(bytes) / 300)::float8 as peak from slice group by 1`,
  )
  return rows.map(({ region, bytes, peak }) => ({ region, bytes, peakBytesPerSecond: peak }))
}
