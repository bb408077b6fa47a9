import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'
import { noteEvents } from './write/noteEvents.ts'

const reason = 'the collector stood still: the machine slept, or its process was held'

/** Notes the hole of a run that stood still. None where another collector lived meanwhile. May be done again. */
export function noteStandstill(db: Database, run: { id: string; from: Date; to: Date }): Promise<void> {
  const { id, from, to } = run
  return transaction(db, async tx => {
    await tx.$executeRaw(Prisma.sql`lock table collector in share row exclusive mode`)
    const noted = await tx.$executeRaw(Prisma.sql`
      insert into gap (subject, started_at, ended_at, code, reason)
      select 'collector', ${from}::timestamptz, ${to}::timestamptz, 'suspended', ${reason}
      where not exists (select 1 from gap where subject = 'collector' and started_at = ${from}::timestamptz)
        and not exists (select 1 from collector where id <> ${id} and heartbeat_at > ${from}::timestamptz)`)
    if (noted === 0) return
    const title = 'Collector had stood still'
    const detail = { from, to, code: 'suspended' }
    const common = { kind: 'collector_gap', clusterId: null, targetId: null, onceInSeconds: 0 } as const
    await noteEvents(tx, [{ ...common, at: to, title, detail }])
  })
}
