import { z } from 'zod'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { diagnosesAt, livingAt } from './held.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const row = z.object({
  ...placeColumns,
  // Written by saveDiagnosis from a Diagnosis; this version of the code reads what it wrote.
  body: z.custom<Diagnosis>(value => typeof value === 'object').nullable(),
  computed_at: z.date().nullable(),
})

/** The target whose pod runs as this device, and its diagnosis; null for a device that is no running pod. */
export async function diagnosisOf(
  db: Database,
  device: DeviceId,
  at?: Date,
): Promise<{ place: TargetPlace; diagnosis: { body: Diagnosis; computedAt: Date } | null } | null> {
  const [held] = await askRows(
    db,
    row,
    Prisma.sql`
      select ${placeSql}, diagnosis.body, diagnosis.computed_at from target_pod pod
      join target on target.id = pod.target_id join cluster on cluster.id = target.cluster_id
      left join ${diagnosesAt(at)} diagnosis on diagnosis.target_id = target.id
      where pod.device_id = ${device} and ${livingAt(at, 'pod')} order by pod.first_seen desc, pod.uid limit 1`,
  )
  if (!held) return null
  const { body, computed_at } = held
  return {
    place: placeOfRow(held),
    diagnosis: body && computed_at ? { body, computedAt: computed_at } : null,
  }
}
