import { z } from 'zod'
import { type DeviceId, deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { measuredBy, pathsAt } from './held.ts'

/** A link on DERP now, with what was measured of the ways that it could take. Milliseconds there and back. */
export interface LinkTimes {
  observer: DeviceId
  peer: DeviceId
  peerName: string
  own: Map<number, number>
  peerTimes: Map<number, number>
  ownHome: number | null
  peerHome: number | null
  /** Of probes of the last day. */
  pings: { derp: number[]; direct: number[] }
  /** The most that it carried over DERP in five minutes of the window, in bytes a second; null where not counted. */
  peakBytesPerSecond: number | null
}

const times = z
  .record(z.string(), z.number())
  .nullable()
  .transform(found => new Map(Object.entries(found ?? {}).map(([region, ms]) => [Number(region), ms])))
const pongs = z
  .array(z.number())
  .nullable()
  .transform(list => list ?? [])
const row = z.object({
  observer: z.string(),
  peer: z.string(),
  peer_name: z.string(),
  own: times,
  peer_times: times,
  own_home: z.number().nullable(),
  peer_home: z.number().nullable(),
  derp_pings: pongs,
  direct_pings: pongs,
  peak: z.number().nullable(),
})

/**
 * Links of a target that go through DERP at `to`; a device's home is the nearest region that it measured. Bytes count until
 * `until`. */
export async function linkTimes(
  db: Database,
  { target, from, to, until = to }: { target: TargetId; from: Date; to: Date; until?: Date },
  at?: Date,
): Promise<LinkTimes[]> {
  const pings = (via: string) => Prisma.sql`(
    select jsonb_agg((pong->>'ms')::float8) from check_request
    cross join lateral jsonb_array_elements(coalesce(nullif(result->'pongs', 'null'), '[]')) pong
    where check_request.target_id = link.target_id and check_request.peer = link.peer and kind = 'ping'
      and finished_at > ${to}::timestamptz - interval '1 day' and finished_at <= ${to} and pong->>'via' = ${via} and pong->>'ms' is not null)`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with link as (
        select observer, peer, peer_name, target_id from ${pathsAt(at, { where: Prisma.sql`target_id = ${target}` })} path_now
        where kind = 'derp' and idle_since is null
      ), last as (
        select distinct on (device_id, region) device_id, region, ms from region_latency
        where device_id in (select observer from link union select peer from link)
          and at > ${to}::timestamptz - interval '1 day' and at <= ${measuredBy(at, to)}
        order by device_id, region, at desc
      ), measured as (
        select device_id, jsonb_object_agg(region, ms) as times, (array_agg(region order by ms))[1] as home
        from last where ms > 0 group by device_id
      )
      select link.observer, link.peer, link.peer_name, own.times as own, their.times as peer_times,
             own.home as own_home, their.home as peer_home, ${pings('derp')} as derp_pings,
             ${pings('direct')} as direct_pings,
             (select max(bytes)::float8 / 300 from (
                select sum(rx + tx) as bytes from link_traffic_5m traffic
                where traffic.observer = link.observer and traffic.peer = link.peer and kind = 'derp'
                  and bucket >= ${from} and bucket < ${until} group by bucket) bucketed) as peak
      from link left join measured own on own.device_id = link.observer
      left join measured their on their.device_id = link.peer
      order by link.peer_name, link.observer`,
  )
  return rows.map(found => ({
    observer: deviceId(found.observer),
    peer: deviceId(found.peer),
    peerName: found.peer_name,
    own: found.own,
    peerTimes: found.peer_times,
    ownHome: found.own_home,
    peerHome: found.peer_home,
    pings: { derp: found.derp_pings, direct: found.direct_pings },
    peakBytesPerSecond: found.peak,
  }))
}
