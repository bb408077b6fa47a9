import { z } from 'zod'
import { type DeviceId, deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkBundle } from '#lib/tailnet/matrix.ts'
import { pathKinds, trafficKinds } from '#lib/tailnet/path.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { diagnosesAt, livingAt, openFindingsAt } from './held.ts'
import { linksHeld } from './linksHeld.ts'

const degrees = ['certain', 'likely', 'possible'] as const
const row = z.object({
  key: z
    .string()
    .transform(text => JSON.parse(text))
    .pipe(z.tuple([z.number(), z.number(), z.number(), z.number(), z.array(z.string()).catch([])])),
  links: count,
  fixable: count,
  degree: z.number().nullable(),
  observer: z.string(),
  peer: z.string(),
})

interface Lines {
  at: Date
  past?: Date | undefined
  /** The place of the line that a target is in, and that of a device. Links of others are left out. */
  rows: ReadonlyMap<TargetId, number>
  columns: ReadonlyMap<DeviceId, number>
}

/**
 * Links between rows and columns as they stood at a moment: those that say the same in one bundle, the larger first. A
 * hundred thousand links are counted where they lie.
 */
export async function linkBundles(db: Database, lines: Lines): Promise<LinkBundle[]> {
  const { at, past } = lines
  const numbered = (places: ReadonlyMap<string, number>) =>
    Prisma.sql`unnest(${[...places.keys()]}::text[], ${[...places.values()]}::int[])`
  const kindOf = (column: string) => Prisma.sql`array_position(${pathKinds}::text[], ${Prisma.raw(column)})`
  const rows = await askRows(
    db,
    row,
    // What is said of a target's links is looked up in one document for each target: joined as rows, nothing tells
    // Postgres how few they are, and it sorts a hundred thousand of them. For the same reason what makes a bundle is one text.
    Prisma.sql`
      with line as materialized (
        select r.target_id, r.place,
               (select jsonb_object_agg(said.peer, said.causes)
                from jsonb_to_recordset(diagnosis.body->'peers') said(peer text, causes jsonb)
                where said.peer is not null and said.causes <> '[]') as causes,
               jsonb_path_query_array(
                 diagnosis.body, '$.remedies[*] ? (@.applies == "yes").turns[*] ? (@.to != null).peer') as turned,
               mark.degrees
        from ${numbered(lines.rows)} r(target_id, place)
        left join target on target.id = r.target_id and ${livingAt(past, 'target')}
        left join ${diagnosesAt(past)} diagnosis on diagnosis.target_id = target.id
        left join (
          select target_id, jsonb_object_agg(code, degree) as degrees from (
            select target_id, code, min(array_position(${degrees}::text[], certainty)) as degree
            from ${openFindingsAt(past)} finding where target_id is not null group by 1, 2) sure
          group by 1
        ) mark on mark.target_id = r.target_id
      ), held as materialized (
        select target_id, observer, peer, ${kindOf('kind')} as kind from ${linksHeld(at, past)} held
      ), back as materialized (
        select observer, peer, kind from held where kind <= ${trafficKinds.length}
          and peer = any(select distinct observer from held)
      ), told as materialized (
        select concat('[', line.place, ',', c.place, ',', held.kind, ',',
                 case when back.kind <> held.kind and held.kind <= ${trafficKinds.length} then back.kind else 0 end, ',',
                 coalesce(line.causes->held.peer, '[]'), ']') collate "C" as key,
               (line.turned ? held.peer)::int as turned,
               (line.degrees->(line.causes->held.peer->>0))::int as degree, held.observer, held.peer
        from held
        join line on line.target_id = held.target_id
        join ${numbered(lines.columns)} c(peer, place) on c.peer = held.peer
        left join back on back.observer = held.peer and back.peer = held.observer
      )
      select key, count(*)::float8 as links, coalesce(sum(turned), 0)::float8 as fixable, min(degree) as degree,
             min(observer collate "C") as observer, min(peer collate "C") as peer
      from told group by key order by links desc, key`,
  )
  return rows.map(({ key: [row, column, kind, back, causes], observer, peer, degree, links, fixable }) => ({
    row,
    column,
    // Places in lists of Postgres are told from 1.
    kind: pathKinds[kind - 1] ?? 'unknown',
    back: trafficKinds[back - 1] ?? null,
    causes,
    links,
    fixable,
    certainty: degree === null ? null : (degrees[degree - 1] ?? null),
    first: { observer: deviceId(observer), peer: deviceId(peer) },
  }))
}
