import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { WeekTarget } from '#lib/tailnet/week.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const row = z.object({
  ...placeColumns,
  first_seen: z.date(),
  gone_at: z.date().nullable(),
  unjudged: z.string().nullable(),
  team: z.string().nullable(),
})

/**
 * Targets that lived in the window, each with its team: the value that the newest pod it had then has for a label. An
 * operator's proxy is its parent's, which people label, while nobody labels the operator's pods: its own label counts only
 * where the parent has none.
 */
export async function weekTargets(
  db: Database,
  { window: { from, to }, teamLabel }: { window: TimeWindow; teamLabel: string },
): Promise<WeekTarget[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with parent as materialized (
        select cluster.id as cluster_id, case kind when 'service' then 'svc' else kind end as type,
               coalesce(object->>'namespace', '') as namespace, object->>'name' as name, object->'labels'->>${teamLabel} as team
        from cluster cross join lateral jsonb_array_elements(
          case jsonb_typeof(facts->'objects') when 'array' then facts->'objects' else '[]' end) object
        cross join lateral lower(object->>'kind') kind
        where kind in ('service', 'ingress', 'connector', 'proxygroup') and object->'labels'->>${teamLabel} <> ''
      )
      select ${placeSql}, target.first_seen, target.gone_at, target.unjudged,
             coalesce(
               (select max(parent.team) from parent
                where parent.cluster_id = target.cluster_id and parent.type = target.parent_type
                  and parent.namespace = coalesce(target.parent_namespace, '') and parent.name = target.parent_name),
               (select facts->'labels'->>${teamLabel} from target_pod
                where target_pod.target_id = target.id
                order by target_pod.first_seen < ${to} desc, target_pod.first_seen desc, uid limit 1)) as team
      from target join cluster on cluster.id = target.cluster_id
      where target.first_seen < ${to} and (target.gone_at is null or target.gone_at > ${from})
      order by target.id`,
  )
  return rows.map(found => ({
    place: placeOfRow(found),
    firstSeen: found.first_seen,
    goneAt: found.gone_at,
    unjudged: found.unjudged,
    team: found.team || null,
  }))
}
