import { z } from 'zod'
import type { EventSeen, TimeWindow } from '#lib/tailnet/history.ts'
import { clusterId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { isEventKind } from './eventKinds.ts'

const row = z.object({
  id: z.string(),
  at: z.date(),
  kind: z.string(),
  title: z.string(),
  detail: z.unknown(),
  cluster_id: z.string().nullable(),
  cluster_name: z.string().nullable(),
  target_id: z.string().nullable(),
  namespace: z.string().nullable(),
  name: z.string().nullable(),
})

/** What happened in the window, newest first: to one target and its cluster, or anywhere. */
export async function events(
  db: Database,
  { window: { from, to }, target, limit }: { window: TimeWindow; target?: TargetId; limit: number },
): Promise<EventSeen[]> {
  const about = target
    ? Prisma.sql`and (event.target_id = ${target} or (event.target_id is null and
        event.cluster_id = (select cluster_id from target where id = ${target})))`
    : Prisma.empty
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select event.id::text, at, event.kind, title, detail, cluster.id as cluster_id, cluster.name as cluster_name,
             target.id as target_id, target.namespace, target.name
      from event left join target on target.id = event.target_id
      left join cluster on cluster.id = coalesce(event.cluster_id, target.cluster_id)
      where at >= ${from} and at <= ${to} ${about}
      order by at desc, event.id desc limit ${limit}`,
  )
  return rows.flatMap(({ kind, ...event }) => {
    if (!isEventKind(kind)) return []
    const cluster =
      event.cluster_id === null ? null : { id: clusterId(event.cluster_id), name: event.cluster_name ?? '' }
    const place = { namespace: event.namespace ?? '', name: event.name ?? '' }
    return [
      {
        id: event.id,
        at: event.at,
        kind,
        cluster,
        // The id came out of target.id, where only a TargetId is ever written.
        target: event.target_id === null ? null : { id: event.target_id as TargetId, ...place },
        title: event.title,
        detail: event.detail,
      },
    ]
  })
}
