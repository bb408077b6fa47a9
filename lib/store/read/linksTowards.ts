import { z } from 'zod'
import type { NatChain } from '#lib/tailnet/finding.ts'
import { type DeviceId, deviceId } from '#lib/tailnet/ids.ts'
import type { JudgedLink, LinkTowards } from '#lib/tailnet/reach.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { diagnosesAt, pathsAt } from './held.ts'
import { pathColumns, pathOfRow } from './pathRow.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const written = <T>() => z.custom<T>(value => typeof value === 'object' && value !== null).nullable()

const row = z.object({
  ...placeColumns,
  observer: z.string(),
  pod: z.string(),
  // `kind` of a place is the workload's: that of the path comes under a name of its own.
  path_kind: pathColumns.kind,
  family: pathColumns.family,
  endpoint: pathColumns.endpoint,
  via: pathColumns.via,
  region: pathColumns.region,
  why: pathColumns.why,
  since: z.date(),
  idle_since: z.date().nullable(),
  // Both written by saveDiagnosis from a Diagnosis; this version of the code reads what it wrote.
  own: written<Pick<NatChain, 'l1' | 'l2' | 'udp'>>(),
  judged: written<JudgedLink>(),
  back: z.object(pathColumns).nullable(),
})

/** A diagnosis is a document of some 100 KB: of more links than this nobody reads the causes one by one. */
const mostTowards = 300

const worst = Prisma.sql`
  link.idle_since is null desc,
  array_position(array['derp', 'no_answer', 'peer_relay', 'direct', 'unknown'], link.kind) nulls last, link.observer`

/** Links that pods have to a device, those on DERP first, each with what its pod's diagnosis says of it. */
export async function linksTowards(db: Database, device: DeviceId, at?: Date): Promise<LinkTowards[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with link as (
        select * from ${pathsAt(at, { where: Prisma.sql`peer = ${device}` })} link
        order by ${worst}
        limit ${mostTowards}
      )
      select ${placeSql}, link.observer, coalesce(pod.name, target.name) as pod, link.kind as path_kind, link.family,
             link.endpoint, link.via, link.region, link.why, link.since, link.idle_since,
             diagnosis.body->'chain' as own, judged.entry as judged,
             case when back.observer is not null then to_jsonb(back) end as back
      from link join target on target.id = link.target_id join cluster on cluster.id = target.cluster_id
      left join target_pod pod on pod.uid = link.pod_uid
      left join ${diagnosesAt(at)} diagnosis on diagnosis.target_id = link.target_id
      left join lateral (
        select entry from jsonb_array_elements(diagnosis.body->'peers') as list(entry)
        where entry->>'peer' = ${device} limit 1
      ) judged on true
      left join ${pathsAt(at, { where: Prisma.sql`observer = ${device}` })} back on back.peer = link.observer and back.idle_since is null
      order by ${worst}`,
  )
  return rows.map(found => ({
    observer: deviceId(found.observer),
    place: placeOfRow(found),
    pod: found.pod,
    path: pathOfRow({ ...found, kind: found.path_kind }),
    since: found.since,
    idleSince: found.idle_since,
    own: found.own,
    judged: found.judged,
    back: found.back && pathOfRow(found.back),
  }))
}
