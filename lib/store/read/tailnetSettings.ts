import { z } from 'zod'
import type { PolicyFacts } from '#lib/tailnet/device.ts'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

// Written by saveTailnet; this version of the code reads what it wrote.
const row = z.object({
  settings: z.custom<TailnetSettings>(value => typeof value === 'object').nullable(),
  policy: z.custom<PolicyFacts>(value => typeof value === 'object').nullable(),
})

/** What the control plane says of the tailnet as a whole; null for what it does not show. */
export async function tailnetSettings(
  db: Database,
): Promise<{ settings: TailnetSettings | null; policy: PolicyFacts | null }> {
  const [found] = await askRows(db, row, Prisma.sql`select settings, policy from tailnet`)
  return found ?? { settings: null, policy: null }
}
