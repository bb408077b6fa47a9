import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { CauseEnding } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { findingsAt } from './held.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const row = z.object({
  ...placeColumns,
  opened_at: z.date(),
  closed_at: z.date(),
  closed_by: z.string().nullable(),
})

/** The newest of them: a flapping target has closed its cause many times. */
const mostEndings = 50

/** Where a cause ceased to hold in the window, the newest first; of a target the last time only. */
export async function causeEndings(
  db: Database,
  code: string,
  { from, to }: TimeWindow,
  at?: Date,
): Promise<CauseEnding[]> {
  const told = findingsAt(at, Prisma.sql`finding.code = ${code}`)
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select * from (
        select distinct on (target.id) ${placeSql}, finding.opened_at, finding.closed_at, finding.closed_by
        from ${told} finding join target on target.id = finding.target_id join cluster on cluster.id = target.cluster_id
        where finding.code = ${code} and finding.closed_at >= ${from} and finding.closed_at < ${to}
          and not exists (select 1 from ${told} other where other.target_id = target.id and other.code = ${code}
                          and other.closed_at is null)
        order by target.id, finding.closed_at desc) ended
      order by closed_at desc limit ${mostEndings}`,
  )
  return rows.map(found => ({
    place: placeOfRow(found),
    openedAt: found.opened_at,
    closedAt: found.closed_at,
    byRule: found.closed_by === 'rule',
  }))
}
