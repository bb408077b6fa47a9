import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { WeekDerpLink } from '#lib/tailnet/week.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { ofTargets } from './grid.ts'

const times = z
  .record(z.string(), z.number())
  .nullable()
  .transform(found => new Map(Object.entries(found ?? {}).map(([region, ms]) => [Number(region), ms])))
const pongs = z
  .array(z.number())
  .nullable()
  .transform(list => list ?? [])
const row = z.object({
  bytes: z.number(),
  own: times,
  peer_times: times,
  own_home: z.number().nullable(),
  peer_home: z.number().nullable(),
  derp_pings: pongs,
  direct_pings: pongs,
})

/** Those that carry most tell what DERP cost; the rest adds rows and no answer. */
const mostLinks = 300

/**
 * The links that sent most over DERP in the window, with what their ends measured in it: milliseconds to regions and back,
 * and pings. A device's home is the nearest region that it measured.
 */
export async function weekDerpLinks(
  db: Database,
  { window: { from, to }, targets }: { window: TimeWindow; targets: readonly string[] | undefined },
): Promise<WeekDerpLink[]> {
  const pings = (via: string) => Prisma.sql`(
    select jsonb_agg((pong->>'ms')::float8) from check_request
    cross join lateral jsonb_array_elements(coalesce(nullif(result->'pongs', 'null'), '[]')) pong
    where check_request.target_id = link.target_id and check_request.peer = link.peer and kind = 'ping'
      and finished_at >= ${from} and finished_at < ${to} and pong->>'via' = ${via} and pong->>'ms' is not null)`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with link as (
        select target_id, observer, peer, sum(rx + tx)::float8 as bytes from link_traffic_5m
        where bucket >= ${from} and bucket < ${to} and kind = 'derp' ${ofTargets(targets)}
        group by 1, 2, 3 order by bytes desc, observer, peer limit ${mostLinks}
      ), last as (
        select distinct on (device_id, region) device_id, region, ms from region_latency
        where device_id in (select observer from link union select peer from link) and at >= ${from} and at < ${to}
        order by device_id, region, at desc
      ), measured as (
        select device_id, jsonb_object_agg(region, ms) as times, (array_agg(region order by ms))[1] as home
        from last where ms > 0 group by device_id
      )
      select link.bytes, own.times as own, their.times as peer_times, own.home as own_home, their.home as peer_home,
             ${pings('derp')} as derp_pings, ${pings('direct')} as direct_pings
      from link left join measured own on own.device_id = link.observer
      left join measured their on their.device_id = link.peer
      order by link.bytes desc, link.observer, link.peer`,
  )
  return rows.map(found => ({
    bytes: found.bytes,
    own: found.own,
    peer: found.peer_times,
    ownHome: found.own_home,
    peerHome: found.peer_home,
    pings: { derp: found.derp_pings, direct: found.direct_pings },
  }))
}
