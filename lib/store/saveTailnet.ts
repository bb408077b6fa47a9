import type { DerpRegion, PolicyFacts } from '#lib/tailnet/device.ts'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'
import { toJson } from './toJson.ts'
import { measureLatency } from './write/measureLatency.ts'
import { saveFacts } from './write/saveFacts.ts'

/** Keeps what is true of the whole tailnet; what is not given stays. */
export function saveTailnet(
  db: Database,
  {
    derpMap,
    policy,
    settings,
    called,
    at,
  }: {
    derpMap?: readonly DerpRegion[]
    policy?: PolicyFacts | null
    /** Null where they may not be read any more. */
    settings?: TailnetSettings | null
    /** By those who are in it. */
    called?: string
    /** When the policy was read: what it said before is then kept, as a change of it may mend paths. */
    at?: Date
  },
): Promise<void> {
  return transaction(db, async tx => {
    if (policy !== undefined) {
      await tx.$executeRaw(Prisma.sql`update tailnet set policy = ${toJson(policy)}::jsonb`)
      if (at)
        await saveFacts(tx, [
          { subjectKind: 'tailnet', subjectId: 'tailnet', facet: 'policy', value: policy, at },
        ])
    }
    if (settings !== undefined) {
      await tx.$executeRaw(Prisma.sql`update tailnet set settings = ${toJson(settings)}::jsonb`)
    }
    if (called !== undefined) await tx.$executeRaw(Prisma.sql`update tailnet set called = ${called}`)
    if (derpMap === undefined) return
    const changed = await tx.$executeRaw(Prisma.sql`
      update tailnet set derp_map = ${toJson(derpMap)}::jsonb
      where derp_map <> ${toJson(derpMap)}::jsonb`)
    if (changed > 0) await measureLatency(tx, { devices: 'all', at: null })
  })
}
