import { z } from 'zod'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const row = z.object({ target_id: z.string(), at: z.date() })

/**
 * When tailscaled began anew in a target, or in a pod that took over. Of a target with several pods nobody knows whose
 * sessions it ended, so that none is told.
 */
export async function restarts(
  db: Database,
  { targets, since }: { targets: readonly TargetId[]; since: Date },
): Promise<Map<TargetId, Date[]>> {
  if (targets.length === 0) return new Map()
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select target_id, at from event
      where target_id = any(${[...targets]}::text[]) and at > ${since}
        and kind in ('pod_replaced', 'tailscaled_restarted')
        and (select count(*) from target_pod where target_pod.target_id = event.target_id and gone_at is null) <= 1
      order by at`,
  )
  // Only TargetIds are ever written to event.target_id.
  const byTarget = Map.groupBy(rows, found => found.target_id as TargetId)
  return new Map([...byTarget].map(([target, found]) => [target, found.map(({ at }) => at)]))
}
