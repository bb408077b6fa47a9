import { z } from 'zod'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const row = z.object({ awaits: z.boolean() })

/** A sender asks again within a minute, and a day of it takes some more to come and to be recorded. */
const spoolSeconds = 900

/**
 * Did the collector come back so short a while ago, from a stop that reaches into the window, that senders may still bring
 * what they had spooled of it?
 */
export async function awaitsSpools(
  db: Database,
  { window: { from, to }, now }: { window: TimeWindow; now: Date },
): Promise<boolean> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      select exists (
        select 1 from gap where subject = 'collector' and started_at < ${to} and ended_at > ${from}
          and ended_at > ${now}::timestamptz - make_interval(secs => ${spoolSeconds})
      ) and exists (select 1 from push_sender) as awaits`,
  )
  return found?.awaits ?? false
}
