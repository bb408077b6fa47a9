import { z } from 'zod'
import type { ByTraffic, TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { among } from './among.ts'
import { askRows, count } from './askRows.ts'
import { byTraffic, bytesByKind, trafficColumns, trafficTable } from './byTraffic.ts'

const row = z.object({ target_id: z.string(), slice: count, ...trafficColumns })

/** Bytes of one target: all of the window, and in equal slices, null where no counter was read. */
export interface SlicedBytes {
  total: ByTraffic
  slices: (ByTraffic | null)[]
}

/** Bytes by path of every target in equal slices of the window, the oldest first. One pass over the counters. */
export async function targetSlices(
  db: Database,
  { from, to }: TimeWindow,
  slices: number,
  /** Only buckets before it count. */
  until: Date = to,
  only?: readonly string[],
): Promise<Map<string, SlicedBytes>> {
  const seconds = (to.getTime() - from.getTime()) / 1000 / slices
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select target_id,
             least(${slices - 1}, floor(extract(epoch from bucket - ${from}) / ${seconds}))::float8 as slice, ${bytesByKind}
      from ${trafficTable(seconds)} where bucket >= ${from} and bucket < ${until} and ${among(only, 'target_id')} group by 1, 2`,
  )
  const byTarget = new Map<string, SlicedBytes>()
  for (const { target_id, slice, ...bytes } of rows) {
    const found = byTarget.get(target_id) ?? {
      total: { direct: 0, peer_relay: 0, derp: 0 },
      slices: Array.from<ByTraffic | null>({ length: slices }).fill(null),
    }
    found.slices[slice] = byTraffic(bytes)
    found.total.direct += bytes.direct
    found.total.peer_relay += bytes.peer_relay
    found.total.derp += bytes.derp
    byTarget.set(target_id, found)
  }
  return byTarget
}
