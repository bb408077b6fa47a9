import { z } from 'zod'
import { type PathKind, pathKinds } from '#lib/tailnet/path.ts'
import type { CauseMark } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { among } from './among.ts'
import { askRows, count } from './askRows.ts'
import { openFindingsAt, pathsAt } from './held.ts'

const linkRow = z.object({
  target_id: z.string(),
  kind: z.enum(pathKinds),
  links: count,
  since: z.date(),
})

/** A count for each kind of path, all zero. */
export const noLinks = (): Record<PathKind, number> => ({
  direct: 0,
  peer_relay: 0,
  derp: 0,
  no_answer: 0,
  idle: 0,
  offline: 0,
  unknown: 0,
})

/** Links of each target by path, now or at a moment, and since when the oldest of those on DERP is there. */
export async function linksByTarget(
  db: Database,
  at?: Date,
  only?: readonly string[],
): Promise<Map<string, { links: Record<PathKind, number>; derpSince: Date | null }>> {
  const rows = await askRows(
    db,
    linkRow,
    Prisma.sql`
      select target_id, case when idle_since is null then kind else 'idle' end as kind,
             count(*)::float8 as links, min(since) as since
      from ${pathsAt(at, only && { where: among(only, 'target_id') })} path_now group by 1, 2`,
  )
  const byTarget = new Map<string, { links: Record<PathKind, number>; derpSince: Date | null }>()
  for (const { target_id, kind, links, since } of rows) {
    const found = byTarget.get(target_id) ?? { links: noLinks(), derpSince: null }
    found.links[kind] = links
    if (kind === 'derp') found.derpSince = since
    byTarget.set(target_id, found)
  }
  return byTarget
}

const causeRow = z.object({
  target_id: z.string(),
  code: z.string(),
  certainty: z.enum(['certain', 'likely', 'possible']),
  opened_at: z.date(),
})

/** Causes that hold, or held at a moment, by target: each code once, at its highest certainty. */
export async function causeMarks(
  db: Database,
  at?: Date,
  only?: readonly string[],
): Promise<Map<string, CauseMark[]>> {
  const rows = await askRows(
    db,
    causeRow,
    Prisma.sql`
      select distinct on (target_id, code) target_id, code, certainty,
             min(opened_at) over (partition by target_id, code) as opened_at
      from ${openFindingsAt(at, among(only, 'finding.target_id'))} finding where target_id is not null
      order by target_id, code, array_position(array['certain', 'likely', 'possible'], certainty)`,
  )
  const marks = rows.map(({ target_id, code, certainty, opened_at }) => ({
    target: target_id,
    mark: { code, certainty, openedAt: opened_at },
  }))
  return new Map(
    [...Map.groupBy(marks, found => found.target)].map(([target, list]) => [
      target,
      list.map(({ mark }) => mark),
    ]),
  )
}
