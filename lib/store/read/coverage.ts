import { z } from 'zod'
import { clusterId } from '#lib/tailnet/ids.ts'
import type { Coverage } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { detectedShape } from './detectedRow.ts'
import { livingAt } from './held.ts'
import { looksAt } from './looksAt.ts'

const clusterRow = z.object({
  id: z.string(),
  name: z.string(),
  detected: detectedShape,
  targets: count,
  judged: count,
  last_status_at: z.date().nullable(),
})
const unjudgedRow = z.object({
  cluster_id: z.string(),
  why: z.string(),
  targets: z.array(z.object({ namespace: z.string(), name: z.string() })),
})

/** How many targets of each cluster can be judged, and why the others cannot. */
export async function coverage(db: Database, at?: Date): Promise<Coverage[]> {
  const [clusters, unjudged] = await Promise.all([
    askRows(
      db,
      clusterRow,
      Prisma.sql`
        select cluster.id, cluster.name, cluster.detected, count(target.id)::float8 as targets,
               count(target.id) filter (where target.unjudged is null)::float8 as judged,
               (select max(status_at) from ${looksAt(at)} state
                join target seen on seen.id = state.target_id
                where seen.cluster_id = cluster.id) as last_status_at
        from cluster left join target on target.cluster_id = cluster.id and ${livingAt(at, 'target')}
        group by cluster.id order by cluster.name`,
    ),
    askRows(
      db,
      unjudgedRow,
      Prisma.sql`
        select cluster_id, unjudged as why,
               jsonb_agg(jsonb_build_object('namespace', namespace, 'name', name) order by namespace, name) as targets
        from target where ${livingAt(at, 'target')} and unjudged is not null
        group by cluster_id, unjudged order by count(*) desc`,
    ),
  ])
  return clusters.map(({ id, name, detected, targets, judged, last_status_at }) => ({
    cluster: { id: clusterId(id), name },
    targets,
    judged,
    unjudged: unjudged
      .filter(group => group.cluster_id === id)
      .map(({ why, targets: which }) => ({ why, targets: which })),
    lastStatusAt: last_status_at,
    detected,
  }))
}
