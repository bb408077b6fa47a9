import { z } from 'zod'
import { deviceId } from '#lib/tailnet/ids.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import type { SearchHit } from '#lib/tailnet/reach.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { endpointSql, seenAt } from './searchTargets.ts'
import { holdsSql, rankSql, rankWords, type Sought } from './searchTerms.ts'
import { noLinks } from './targetLinks.ts'

const row = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  os: z.string(),
  gone_at: z.date().nullable(),
  field: z.string(),
  text: z.string(),
  rank: z.number(),
  match_place: z.number(),
  links: z.partialRecord(z.enum(pathKinds), z.number()),
})

/** Devices that are no running pod, by name, user, tag or an address. Those that are pods are found as their target. */
export async function searchDevices(
  db: Database,
  { sought, limit }: { sought: Sought; limit: number },
): Promise<Extract<SearchHit, { kind: 'device' }>[]> {
  const terms = sought.addresses.length > 0 ? byAddress(sought) : byName(sought)
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with term as (${terms}), best as (
        select distinct on (id) id, place, field, text, rank from term
        order by id, rank, place, length(text), text
      ), chosen as (
        select best.* from best join device on device.id = best.id
        where not exists (select 1 from target_pod where device_id = best.id and gone_at is null)
        order by device.gone_at is null desc, best.rank, best.place, device.name, device.id limit ${limit}
      )
      select device.id, device.name, coalesce(nullif(array_to_string(device.tags, ', '), ''), device."user") as owner,
        device.os, device.gone_at, chosen.field, chosen.text, chosen.rank, chosen.place as match_place,
        coalesce((select jsonb_object_agg(kind, links) from (
          select case when idle_since is null then kind else 'idle' end as kind, count(*) as links
          from path_now where peer = device.id group by 1) now), '{}') as links
      from chosen join device on device.id = chosen.id
      order by device.gone_at is null desc, chosen.rank, chosen.place, device.name, device.id`,
  )
  return rows.map(found => ({
    kind: 'device',
    id: deviceId(found.id),
    name: found.name,
    owner: found.owner,
    os: found.os,
    goneAt: found.gone_at,
    links: { ...noLinks(), ...found.links },
    match: {
      field: found.field,
      text: found.text,
      rank: rankWords[found.rank] ?? 'part',
      place: found.match_place,
    },
  }))
}

function byName(sought: Sought): Prisma.Sql {
  const rank = rankSql(Prisma.sql`word.text`, sought)
  const holds = holdsSql(Prisma.sql`word.text`, sought)
  return Prisma.sql`
    select device.id, word.place, word.field, word.text, ${rank} as rank
    from device cross join lateral (
      values (1, 'name', device.name), (1, 'name', split_part(device.name, '.', 1)), (2, 'host name', device.hostname),
             (3, 'device', device.id), (4, 'user', device."user")
      union all select 5, 'tag', tag from unnest(device.tags) tag
      union all select 6, 'tailnet address', address from unnest(device.addresses) address
    ) as word(place, field, text)
    where ${holds}`
}

function byAddress({ addresses, endpoints }: Sought): Prisma.Sql {
  const given = Prisma.sql`${[...addresses]}::text[]`
  const isEndpoint = endpointSql(endpoints)
  return Prisma.sql`
    select device.id, 1 as place, 'tailnet address' as field, address as text, 0 as rank
    from device cross join unnest(device.addresses) address
    where device.addresses && ${given} and address = any(${given})
    union all
    select device.id, 2, case when ${isEndpoint} then 'public endpoint' else 'public address' end, seen.text,
           case when ${isEndpoint} then 0 else 1 end
    from (${seenAt(given)}) seen join device on device.id = seen.device`
}
