import { z } from 'zod'
import { type DeviceId, deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const row = z.object({ device_id: z.string(), started_at: z.date() })

/** When the first pod of each device of these targets started: before that the device had no session. */
export async function podStarts(db: Database, targets: readonly TargetId[]): Promise<Map<DeviceId, Date>> {
  if (targets.length === 0) return new Map()
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select device_id, min(started_at) as started_at from target_pod
      where target_id = any(${[...targets]}::text[]) and device_id is not null and started_at is not null
      group by device_id`,
  )
  return new Map(rows.map(found => [deviceId(found.device_id), found.started_at]))
}
