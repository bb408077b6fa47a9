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

/** Every source of facts and whether it answers, by cluster and title. */
export async function sourceStandings(db: Database): Promise<SourceStanding[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select source.id, source.cluster_id, coalesce(cluster.name, source.cluster_id) as cluster_name, title, state,
             since, last_ok_at, last_try_at, code, source.detail
      from source_health source left join cluster on cluster.id = source.cluster_id
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
