import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { HomeMove } from '#lib/tailnet/region.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

/** More than a person reads; a tailnet whose homes flap that much shows by its counts. */
const most = 1_000
const row = z.object({
  pod: z.string(),
  at: z.date(),
  from: z.number(),
  to: z.number(),
  place: z.object(placeColumns).nullable(),
})

/** Homes of pods that became another region in the window, newest first. A pod's first home is no move. */
export async function homeMoves(db: Database, { from, to }: TimeWindow): Promise<HomeMove[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with told as (
        select subject_id, valid_from, (value #>> '{}')::int as region,
               lag((value #>> '{}')::int) over (partition by subject_id order by valid_from, id) as before
        from fact_span where subject_kind = 'pod' and facet = 'home_region' and valid_from < ${to}
      )
      select coalesce(pod.name, told.subject_id) as pod, told.valid_from as at, told.before as from,
             told.region as to,
             case when target.id is null then null else (select to_jsonb(held) from (select ${placeSql}) held) end as place
      from told left join target_pod pod on pod.uid = told.subject_id
      left join target on target.id = pod.target_id left join cluster on cluster.id = target.cluster_id
      where told.valid_from >= ${from} and told.before is not null and told.before <> told.region
      order by told.valid_from desc limit ${most}`,
  )
  return rows.map(move => ({ ...move, place: move.place && placeOfRow(move.place) }))
}
