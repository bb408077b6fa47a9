import type { DerpRegion, PolicyFacts } from '#lib/tailnet/device.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'
import { toJson } from './toJson.ts'
import { measureLatency } from './write/measureLatency.ts'

/** Keeps what is true of the whole tailnet; what is not given stays. */
export function saveTailnet(
  db: Database,
  { derpMap, policy }: { derpMap?: readonly DerpRegion[]; policy?: PolicyFacts | null },
): Promise<void> {
  return transaction(db, async tx => {
    if (policy !== undefined) {
      await tx.$executeRaw(Prisma.sql`update tailnet set policy = ${toJson(policy)}::jsonb`)
    }
    if (derpMap === undefined) return
    const changed = await tx.$executeRaw(Prisma.sql`
      update tailnet set derp_map = ${toJson(derpMap)}::jsonb
      where derp_map <> ${toJson(derpMap)}::jsonb`)
    if (changed > 0) await measureLatency(tx, { devices: 'all', at: null })
  })
}
