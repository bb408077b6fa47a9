import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'

const markRow = z.object({ born: z.string(), mark: z.string(), whole: z.string(), sum: z.string() })

/**
 * Rows by which a change of a target is known: a round writes the observer's state, a diagnosis its document, matching and
 * the object watch the target and its pods. Postgres says by itself which transaction wrote a row.
 */
const written = Prisma.sql`(
  select id as target_id, xmin from target
  union all select target_id, xmin from target_pod
  union all select target_id, xmin from observer_state
  union all select target_id, xmin from diagnosis) written`

/** Transactions are numbered anew in each database, also in one that takes another's place: by when it became a tailnet's. */
const born = Prisma.sql`coalesce((select round(extract(epoch from created_at) * 1000)::bigint from tailnet), 0)::text`

const summed = (rows: Prisma.Sql) =>
  Prisma.sql`(select concat(count(*), '.', coalesce(sum(hashint8(xmin::text::bigint)::bigint), 0)) from ${rows})`

/** Longer marks than this, of hundreds of transactions at once, would not fit into an address. */
const longestMark = 300

/**
 * How far the database has come, before anything is read: `mark` for asking later what changed since (a snapshot,
 * "12:15:12,14") in the database `born` then, and `sum`, which is another one after each change of a target or of a device.
 */
export async function changeMark(db: Database): Promise<{ born: string; mark: string; sum: string }> {
  const [row] = await askRows(
    db,
    markRow,
    Prisma.sql`
      select ${born} as born, pg_current_snapshot()::text as whole,
             pg_snapshot_xmin(pg_current_snapshot()) || ':' || pg_snapshot_xmin(pg_current_snapshot()) || ':' as mark,
             ${born} || '.' || ${summed(written)} || '.' || ${summed(Prisma.sql`device`)} as sum`,
  )
  if (!row) throw new Error('A select without a table gave no row.')
  return { born: row.born, mark: row.whole.length > longestMark ? row.mark : row.whole, sum: row.sum }
}

const changedRow = z.object({ ids: z.array(z.string()).nullable(), targets: count, is_known: z.boolean() })

/**
 * A row's transaction in 64 bits. It keeps 32, which begin again after four billion: a row that was written that long ago
 * seems to be newer and is told once more, never left out.
 */
const writtenBy = Prisma.sql`(latest.xid - mod(latest.xid - xmin::text::bigint + 4294967296, 4294967296))::text::xid8`

/**
 * Targets that changed after a mark, and how many there are that did not go before `from`; null where the mark is of
 * another database. Those with failed rounds are told for six minutes: they grow late by the clock alone
 * (lib/report/podRow.ts).
 */
export async function changedTargets(
  db: Database,
  { born: of, mark, from }: { born: string; mark: string; from: Date },
): Promise<{ ids: string[]; targets: number } | null> {
  const [row] = await askRows(
    db,
    changedRow,
    Prisma.sql`
      select ${born} = ${of} and pg_snapshot_xmax(${mark}::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()) as is_known,
        (select count(*) from target where gone_at is null or gone_at >= ${from})::float8 as targets,
        (select array_agg(distinct target_id) from (
           select target_id from ${written},
             (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as xid) latest
           where not pg_visible_in_snapshot(${writtenBy}, ${mark}::pg_snapshot)
           union all
           select target_id from observer_state
           where failed_rounds > 0 and status_at > now() - interval '6 minutes') changed) as ids`,
  )
  return row?.is_known ? { ids: row.ids ?? [], targets: row.targets } : null
}
