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

/** Targets that lived in the window, each with the value that its newest pod has for a label: its team. */
export async function weekTargets(
  db: Database,
  { window: { from, to }, teamLabel }: { window: TimeWindow; teamLabel: string },
): Promise<WeekTarget[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select ${placeSql}, target.first_seen, target.gone_at, target.unjudged,
             (select facts->'labels'->>${teamLabel} from target_pod
              where target_pod.target_id = target.id order by first_seen desc, uid limit 1) as team
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
