import { z } from 'zod'
import { deviceId } from '#lib/tailnet/ids.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import type { SearchHit } from '#lib/tailnet/reach.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'
import { holdsSql, rankSql, rankWords, type Sought } from './searchTerms.ts'
import { noLinks } from './targetLinks.ts'

const row = z.object({
  ...placeColumns,
  gone_at: z.date().nullable(),
  field: z.string(),
  text: z.string(),
  rank: z.number(),
  match_place: z.number(),
  devices: z.array(z.string()),
  links: z.partialRecord(z.enum(pathKinds), z.number()),
  causes: z.array(
    z.object({
      code: z.string(),
      certainty: z.enum(['certain', 'likely', 'possible']),
      openedAt: z.coerce.date(),
    }),
  ),
})

/** Targets by whatever names them: their own words, their pods, devices, nodes and parents, or an address of these. */
export async function searchTargets(
  db: Database,
  { sought, limit }: { sought: Sought; limit: number },
): Promise<Extract<SearchHit, { kind: 'target' }>[]> {
  const terms = sought.addresses.length > 0 ? byAddress(sought) : byName(sought)
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with term as (${terms}), best as (
        select distinct on (id) id, place, field, text, rank from term
        order by id, rank, place, length(text), text
      ), chosen as (
        select best.* from best join target on target.id = best.id
        order by target.gone_at is null desc, best.rank, best.place, target.last_seen desc, target.id limit ${limit}
      )
      select ${placeSql}, target.gone_at, chosen.field, chosen.text, chosen.rank, chosen.place as match_place,
        array(select distinct device_id from target_pod pod
              where pod.target_id = target.id and gone_at is null and device_id is not null limit 20) as devices,
        coalesce((select jsonb_object_agg(kind, links) from (
          select case when idle_since is null then kind else 'idle' end as kind, count(*) as links
          from path_now where target_id = target.id group by 1) now), '{}') as links,
        coalesce((select jsonb_agg(jsonb_build_object('code', code, 'certainty', certainty, 'openedAt', opened_at)) from (
          select distinct on (code) code, certainty, opened_at from finding
          where target_id = target.id and closed_at is null
          order by code, array_position(array['certain', 'likely', 'possible'], certainty), opened_at
        ) held), '[]') as causes
      from chosen join target on target.id = chosen.id join cluster on cluster.id = target.cluster_id
      order by target.gone_at is null desc, chosen.rank, chosen.place, target.last_seen desc, target.id`,
  )
  return rows.map(found => ({
    kind: 'target',
    place: placeOfRow(found),
    goneAt: found.gone_at,
    devices: found.devices.map(deviceId),
    links: { ...noLinks(), ...found.links },
    causes: found.causes,
    match: {
      field: found.field,
      text: found.text,
      rank: rankWords[found.rank] ?? 'part',
      place: found.match_place,
    },
  }))
}

/** Names of a target in the order in which one goes before another that matches as well. */
function byName(sought: Sought): Prisma.Sql {
  const rank = rankSql(Prisma.sql`word.text`, sought)
  const holds = holdsSql(Prisma.sql`word.text`, sought)
  return Prisma.sql`
    select target.id, word.place, word.field, word.text, ${rank} as rank
    from target join cluster on cluster.id = target.cluster_id
    cross join lateral (values
      (1, 'name', target.name), (2, 'name', target.namespace || '/' || target.name), (2, 'workload', target.workload),
      (2, 'name', cluster.name || '/' || target.namespace || '/' || target.name),
      (3, coalesce(target.parent_type, ''), target.parent_name),
      (3, coalesce(target.parent_type, ''), target.parent_namespace || '/' || target.parent_name),
      (8, 'namespace', target.namespace), (9, 'cluster', cluster.name)
    ) as word(place, field, text)
    where ${holds}
    union all
    select pod.target_id, word.place, word.field, word.text, ${rank}
    from target_pod pod join target on target.id = pod.target_id left join device on device.id = pod.device_id
    cross join lateral (
      values (4, 'pod', pod.name), (4, 'pod', target.namespace || '/' || pod.name), (5, 'device', device.name),
             (5, 'device', device.id), (7, 'node', pod.node), (7, 'pod IP', pod.ip), (8, 'user', device."user")
      union all select 7, 'tailnet address', address from unnest(device.addresses) address
      union all select 8, 'tag', tag from unnest(device.tags) tag
    ) as word(place, field, text)
    where pod.gone_at is null and ${holds}
    union all
    select target_id, 6, 'pod that is gone', name, 0 from target_pod
    where name = any(${[...sought.names]}::text[]) and gone_at is not null
    union all
    select pod.target_id, 6, 'Service', word.text, ${rank}
    from (${nodePortServices}) service
    join target_pod pod on pod.name = service.pod and pod.gone_at is null
    join target on target.id = pod.target_id and target.cluster_id = service.cluster_id
    cross join lateral (values (service.name), (service.namespace || '/' || service.name)) as word(text)
    where ${holds}`
}

/** Services as the clusters hold them now. The borders of the facet are those of "Service/…", so that its index serves. */
const services = Prisma.sql`
  select cluster.id as cluster_id, split_part(facet, '/', 2) as namespace, split_part(facet, '/', 3) as name, value
  from cluster join fact_span on subject_kind = 'cluster' and subject_id = cluster.id
   and facet >= 'Service/' and facet < 'Service0' and valid_to is null`

/** Those that the operator makes for static endpoints select one pod by its name. */
const nodePortServices = Prisma.sql`
  select cluster_id, namespace, name, value #>> '{spec,selector,statefulset.kubernetes.io/pod-name}' as pod
  from (${services}) service`

function byAddress({ addresses, endpoints }: Sought): Prisma.Sql {
  const given = Prisma.sql`${[...addresses]}::text[]`
  const isEndpoint = endpointSql(endpoints)
  return Prisma.sql`
    select pod.target_id as id, 2 as place, 'tailnet address' as field, address as text, 0 as rank
    from device join target_pod pod on pod.device_id = device.id
    cross join unnest(device.addresses) address
    where device.addresses && ${given} and address = any(${given})
    union all
    select target_id, 1, 'pod IP', ip, 0 from target_pod where gone_at is null and ip = any(${given})
    union all
    select target_id, 1, 'pod IP', address, 0
    from target_pod cross join lateral jsonb_array_elements_text(facts->'podIps') as held(address)
    where gone_at is null and address = any(${given})
    union all
    select pod.target_id, 6, 'address of its node', pod.facts->>'hostIp', 0 from target_pod pod
    where pod.gone_at is null and pod.facts->>'hostIp' = any(${given})
    union all
    select pod.target_id, 4, case when ${isEndpoint} then 'public endpoint' else 'public address' end, seen.text,
           case when ${isEndpoint} then 0 else 1 end
    from (${seenAt(given)}) seen join device on device.id = seen.device
    join target_pod pod on pod.device_id = device.id and pod.gone_at is null
    union all
    select target.id, 3, 'Service', service.value #>> '{spec,clusterIP}', 0
    from (${services}) service
    join target on target.cluster_id = service.cluster_id and target.parent_type = 'svc'
     and target.parent_namespace = service.namespace and target.parent_name = service.name
    where service.value #>> '{spec,clusterIP}' = any(${given})`
}

/** Devices that the internet sees at one of these addresses now. */
export const seenAt = (given: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select subject_id as device, address as text
  from fact_span cross join lateral jsonb_array_elements_text(fact_span.value) as held(address)
  where facet = 'public_addresses' and valid_to is null and subject_kind = 'device'
    and fact_span.value ?| ${given} and address = any(${given})`

/** Does the device list one of these endpoints with this very port? */
export const endpointSql = (endpoints: Sought['endpoints']): Prisma.Sql =>
  endpoints.length === 0
    ? Prisma.sql`false`
    : Prisma.sql`(${Prisma.join(
        endpoints.map(
          ({ address, port }) =>
            Prisma.sql`device.facts #> '{connectivity,endpoints}' @> ${JSON.stringify([{ address, port }])}::jsonb`,
        ),
        ' or ',
      )})`
