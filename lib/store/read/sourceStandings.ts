import { z } from 'zod'
import { clusterId } from '#lib/tailnet/ids.ts'
import type { SourceStanding } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const row = z.object({
  id: z.string(),
  cluster_id: z.string().nullable(),
  cluster_name: z.string().nullable(),
  title: z.string(),
  state: z.enum(['ok', 'failing', 'denied', 'absent', 'off']),
  since: z.date(),
  last_ok_at: z.date().nullable(),
  last_try_at: z.date().nullable(),
  code: z.string().nullable(),
  detail: z.string().nullable(),
})

/** Every source of facts and whether it answers, or did at a moment, by cluster and title. */
export async function sourceStandings(db: Database, at?: Date): Promise<SourceStanding[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select source.id, source.cluster_id, coalesce(cluster.name, source.cluster_id) as cluster_name, title, state,
             since, last_ok_at, last_try_at, code, source.detail
      from ${sourcesAt(at)} source left join cluster on cluster.id = source.cluster_id
      order by cluster_name nulls first, title, source.id`,
  )
  return rows.map(source => ({
    id: source.id,
    cluster:
      source.cluster_id === null
        ? null
        : { id: clusterId(source.cluster_id), name: source.cluster_name ?? '' },
    title: source.title,
    state: source.state,
    since: source.since,
    lastOkAt: source.last_ok_at,
    lastTryAt: source.last_try_at,
    code: source.code,
    detail: source.detail,
  }))
}

/**
 * Of a moment in the past, a source fails where a hole of its own was open then, and else did well, since its last hole
 * or since anything was kept; what it lacks rights for, or has switched off since before, is as now.
 */
function sourcesAt(at: Date | undefined): Prisma.Sql {
  if (!at) return Prisma.sql`source_health`
  return Prisma.sql`(
    select health.id, health.cluster_id, health.title, told.state,
           case told.state when 'failing' then hole.started_at when 'ok' then told.ok_since else health.since end as since,
           case told.state when 'failing' then hole.started_at when 'ok' then ${at} end as last_ok_at,
           ${at}::timestamptz as last_try_at,
           case told.state when 'failing' then hole.code when 'ok' then null else health.code end as code,
           case told.state when 'failing' then hole.reason when 'ok' then null else health.detail end as detail
    from source_health health left join lateral (
      select started_at, code, reason from gap
      where subject = health.id and started_at < ${at} and (ended_at is null or ended_at > ${at})
      order by started_at desc limit 1
    ) hole on true
    cross join lateral (
      select case when health.state in ('denied', 'absent', 'off') and health.since <= ${at} then health.state
                  when hole.started_at is not null then 'failing' else 'ok' end as state,
             coalesce((select max(ended_at) from gap where subject = health.id and ended_at <= ${at}),
                      (select created_at from tailnet limit 1), ${at}) as ok_since
    ) told)`
}
