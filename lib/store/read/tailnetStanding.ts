import { z } from 'zod'
import { clusterId } from '#lib/tailnet/ids.ts'
import type { TailnetStanding } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { collectorRuns } from './collectorRuns.ts'
import { sourceStandings } from './sourceStandings.ts'

const region = z.object({ id: z.number(), code: z.string(), name: z.string() })
const row = z.object({
  mode: z.enum(['demo', 'real']),
  name: z.string(),
  created_at: z.date(),
  derp_map: z.array(region).catch([]),
  targets: count,
  judged: count,
  seen: count,
  active: count,
  last_round_at: z.date().nullable(),
  kept_since: z.date().nullable(),
})

/** Whose tailnet this database holds and how fresh its picture is; null before a collector has opened it. */
export async function tailnetStanding(db: Database): Promise<TailnetStanding | null> {
  const [[found], clusters, runs, sources] = await Promise.all([
    askRows(
      db,
      row,
      Prisma.sql`
        select tailnet.mode, case when tailnet.name = '-' then coalesce(tailnet.called, '-') else tailnet.name end as name,
          tailnet.created_at, tailnet.derp_map,
          (select count(*) from target where gone_at is null)::float8 as targets,
          (select count(*) from target where gone_at is null and unjudged is null)::float8 as judged,
          (select count(*) from path_now)::float8 as seen,
          (select count(*) from path_now
           where idle_since is null and kind in ('direct', 'peer_relay', 'derp', 'no_answer'))::float8 as active,
          (select max(greatest(status_at, metrics_at)) from observer_state) as last_round_at,
          (select min(first_seen) from target) as kept_since
        from tailnet`,
    ),
    db.cluster.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
    collectorRuns(db, 1),
    sourceStandings(db),
  ])
  if (!found) return null
  return {
    mode: found.mode,
    name: found.name,
    createdAt: found.created_at,
    clusters: clusters.map(({ id, name }) => ({ id: clusterId(id), name })),
    targets: found.targets,
    judged: found.judged,
    links: { seen: found.seen, active: found.active },
    lastRoundAt: found.last_round_at,
    keptSince: found.kept_since,
    collector: runs[0] ?? null,
    failing: sources.filter(source => source.state === 'failing'),
    regions: found.derp_map,
  }
}
