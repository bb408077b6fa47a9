import { z } from 'zod'
import type { SilenceSeen, TimeWindow } from '#lib/tailnet/history.ts'
import { deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const row = z.object({ observer: z.string(), peer: z.string(), from: z.date(), to: z.date() })

const mostSilences = 5_000

/** When links of a target stood still in the window, as far as looks have seen it; the newest of very many. */
export async function silences(
  db: Database,
  { target, window: { from, to } }: { target: TargetId; window: TimeWindow },
): Promise<SilenceSeen[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select observer, peer, started_at as "from", ended_at as "to" from link_silence
      where target_id = ${target} and ended_at > ${from} and ended_at <= ${to}
      order by ended_at desc limit ${mostSilences}`,
  )
  return rows.map(found => ({ ...found, observer: deviceId(found.observer), peer: deviceId(found.peer) }))
}
