import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'
import { noteEvents } from './write/noteEvents.ts'

/**
 * Notes that a run of the collector begins, and the gap since the last one: "stopped" where that said that it stops,
 * "killed" where it only fell silent. May be done again with the same id.
 */
export function startCollector(
  db: Database,
  run: { id: string; at: Date; version: string; intervalSeconds: number },
): Promise<void> {
  const { id, at, version } = run
  return transaction(db, async tx => {
    // Two that begin at once would each note the same gap.
    await tx.$executeRaw(Prisma.sql`lock table collector in share row exclusive mode`)
    const last = await tx.collector.findFirst({ orderBy: { heartbeatAt: 'desc' } })
    const { count } = await tx.collector.createMany({
      data: [{ id, startedAt: at, heartbeatAt: at, version }],
      skipDuplicates: true,
    })
    if (count === 0) return
    const common = { at, clusterId: null, targetId: null, onceInSeconds: 0 }
    await noteEvents(tx, [
      {
        ...common,
        kind: 'collector_started',
        title: `Collector ${version} started`,
        detail: { run: id, version },
      },
    ])
    const startedAt = last?.stoppedAt ?? last?.heartbeatAt
    if (!startedAt || startedAt >= at) return
    const wasStopped = last?.stoppedAt !== null
    const code = wasStopped ? 'stopped' : 'killed'
    const reason = wasStopped
      ? 'the collector was stopped'
      : `the collector was killed: it last gave a sign of life within ${run.intervalSeconds} s before`
    await tx.gap.create({ data: { subject: 'collector', startedAt, endedAt: at, code, reason } })
    const title = wasStopped ? 'Collector had been stopped' : 'Collector had been killed'
    const detail = { from: startedAt, to: at, code }
    await noteEvents(tx, [{ ...common, kind: 'collector_gap', title, detail }])
  })
}
