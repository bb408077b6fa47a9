import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

/**
 * Up to when the bytes of links had been read at a moment in the past: to the last good look at the status of a device, or
 * of all pods of a target. A link that nobody watches closely is read a quarter of an hour later. Null where no look is kept.
 */
export async function readUntil(
  db: Database,
  { at, ...whose }: { at: Date } & ({ device: string } | { target: string }),
): Promise<Date | null> {
  const isMeant =
    'device' in whose
      ? Prisma.sql`pod.device_id = ${whose.device}`
      : Prisma.sql`pod.target_id = ${whose.target} and (pod.gone_at is null or pod.gone_at > ${at})`
  const [found] = await askRows(
    db,
    z.object({ until: z.date().nullable() }),
    Prisma.sql`
      select ${'device' in whose ? Prisma.sql`max` : Prisma.sql`min`}(last.slot) as until
      from target_pod pod cross join lateral (
        select slot from round where round.pod_uid = pod.uid and source = 'status' and ok and slot <= ${at}
        order by slot desc limit 1
      ) last
      where pod.first_seen <= ${at} and ${isMeant}`,
  )
  return found?.until ?? null
}
