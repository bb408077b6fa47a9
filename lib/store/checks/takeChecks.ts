import { z } from 'zod'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from '../read/askRows.ts'

const row = z.object({
  id: z.bigint(),
  target: z.custom<TargetId>(value => typeof value === 'string'),
  kind: z.enum(['ping', 'netcheck']),
  peer: z.string().nullable(),
})

/** A check in hand. */
export type CheckTaken = z.output<typeof row>

/** Whoever asked has gone on by then. */
const askedSeconds = 60
/** A check takes half a minute at most: who took it longer ago has died. */
const runningSeconds = 120

/**
 * Takes checks of these clusters in hand, oldest first; each goes to one collector. Ends those that nobody took or
 * finished.
 */
export async function takeChecks(
  db: Database,
  { clusters, most }: { clusters: readonly string[]; most: number },
): Promise<CheckTaken[]> {
  await db.$executeRaw(Prisma.sql`
    update check_request set state = 'failed', finished_at = now(), code = 'timeout', detail = case state
      when 'asked' then 'no collector that watches its cluster took it within a minute'
      else 'the collector that took it ended' end
    where (state = 'asked' and requested_at < now() - make_interval(secs => ${askedSeconds}))
       or (state = 'running' and started_at < now() - make_interval(secs => ${runningSeconds}))`)
  return await askRows(
    db,
    row,
    Prisma.sql`
      with due as (
        select request.id from check_request request join target on target.id = request.target_id
        where state = 'asked' and target.cluster_id = any(${[...clusters]}::text[])
        order by request.id limit ${most} for update of request skip locked
      )
      update check_request set state = 'running', started_at = now() from due where check_request.id = due.id
      returning check_request.id, target_id as target, kind, peer`,
  )
}
