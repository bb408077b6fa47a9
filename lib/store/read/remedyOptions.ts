import { z } from 'zod'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { diagnosesAt, livingAt } from './held.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const option = z.object({
  id: z.string(),
  title: z.string(),
  applies: z.enum(['yes', 'no', 'unknown']),
  why: z.string(),
  certainty: z.enum(['certain', 'likely', 'possible']),
  effort: z.enum(['field', 'workload', 'move', 'new_object', 'cluster', 'network', 'elsewhere']),
  objects: z.array(z.string()),
  canTry: z.boolean(),
  turns: z.array(
    z.object({
      peer: z.string().transform(deviceId),
      peerName: z.string(),
      to: z.enum(['direct', 'peer_relay']).nullable(),
      why: z.string(),
    }),
  ),
})
const row = z.object({ ...placeColumns, options: z.array(option) })

/** Remedies that a diagnosis has for living targets with a link on DERP; documents of before these were told are left out. */
export async function remedyOptions(db: Database, at?: Date): Promise<RemedyOption[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select ${placeSql}, options.options
      from ${diagnosesAt(at)} diagnosis join target on target.id = diagnosis.target_id join cluster on cluster.id = target.cluster_id
      cross join lateral (
        select jsonb_agg(jsonb_build_object(
          'id', remedy->'id', 'title', remedy->'title', 'applies', remedy->'applies', 'why', remedy->'why',
          'certainty', remedy->'certainty', 'effort', remedy->'effort', 'turns', remedy->'turns',
          'objects', jsonb_path_query_array(remedy, '$.patches[*].object'),
          'canTry', remedy->'id' = any(array(
            select change->'remedy' from jsonb_path_query(diagnosis.body, '$.trials.changes[*]') change))
        ) order by place) as options
        from jsonb_array_elements(diagnosis.body->'remedies') with ordinality list(remedy, place)
        where jsonb_array_length(coalesce(nullif(remedy->'turns', 'null'), '[]')) > 0
      ) options
      where ${livingAt(at, 'target')} and options.options is not null`,
  )
  return rows.flatMap(found => found.options.map(each => ({ ...each, place: placeOfRow(found) })))
}
