import { Prisma } from '#prisma/generated/client.ts'
import { type Database, type Transaction, transaction } from './database.ts'
import { ensurePartitions, standingPartitions } from './ensurePartitions.ts'
import { pastSeconds, retention } from './retention.ts'

/** Held while partitions are made or dropped: "tailpath" in ASCII, cut to 31 bits, and one. */
const maintenanceLock = 0x7461696d
/** Rather left for the next time than waited for: who waits for a table makes all who come after wait too. */
const patienceMs = 2_000
const keepDays = 400

/**
 * Makes partitions ahead of `at` and drops those past their retention. Cheap where there is nothing to do; two at once
 * take turns. Rejects with 55P03 where a table is in use for long: nothing is half done, and the next call does it.
 */
export function maintain(db: Database, { at }: { at: Date }): Promise<{ made: number; dropped: number }> {
  return transaction(db, async tx => {
    await tx.$executeRaw(Prisma.sql`select set_config('lock_timeout', ${`${patienceMs}ms`}, true)`)
    await tx.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(${maintenanceLock})`)
    const made = await ensurePartitions(tx, at)
    const dropped = await dropOld(tx, at)
    // About once a day: these tables are small, but have no partition that could be dropped.
    if (dropped > 0) {
      await forget(tx, new Date(at.getTime() - keepDays * 86_400_000))
      await forgetPast(tx, new Date(at.getTime() - pastSeconds * 1000))
    }
    return { made, dropped }
  })
}

async function dropOld(tx: Transaction, at: Date): Promise<number> {
  const standing = await standingPartitions(tx)
  const old = Object.entries(retention).flatMap(([table, { seconds }]) =>
    (standing.get(table) ?? []).filter(each => at.getTime() - each.to.getTime() >= seconds * 1000),
  )
  for (const { name } of old) await tx.$executeRaw(Prisma.sql`drop table ${Prisma.raw(`"${name}"`)}`)
  return old.length
}

async function forget(tx: Transaction, before: Date): Promise<void> {
  await tx.gap.deleteMany({ where: { endedAt: { lt: before } } })
  await tx.event.deleteMany({ where: { at: { lt: before } } })
  await tx.fix.deleteMany({ where: { appliedAt: { lt: before } } })
  await tx.$executeRaw(Prisma.sql`
    delete from fix_state where not exists (select 1 from fix where fix.id = fix_id)`)
  await tx.linkSilence.deleteMany({ where: { endedAt: { lt: before } } })
  await tx.factSpan.deleteMany({ where: { validTo: { lt: before } } })
  await tx.finding.deleteMany({ where: { closedAt: { lt: before } } })
  await tx.collector.deleteMany({ where: { heartbeatAt: { lt: before } } })
  await tx.checkRequest.deleteMany({ where: { requestedAt: { lt: before } } })
  const { count } = await tx.targetPod.deleteMany({ where: { goneAt: { lt: before } } })
  if (count === 0) return
  await tx.$executeRaw(Prisma.sql`
    delete from observer_state where not exists (select 1 from target_pod where uid = pod_uid)`)
}

/** The largest of what is kept, and of use for a look back only: gone with the rounds of its days. */
async function forgetPast(tx: Transaction, before: Date): Promise<void> {
  await tx.diagnosisPast.deleteMany({ where: { replacedAt: { lt: before } } })
  await tx.findingPast.deleteMany({ where: { replacedAt: { lt: before } } })
}
