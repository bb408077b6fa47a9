import type { Database } from './database.ts'

/** Notes that a run ended in order. */
export async function stopCollector(db: Database, { id, at }: { id: string; at: Date }): Promise<void> {
  await db.collector.updateMany({ where: { id }, data: { stoppedAt: at, heartbeatAt: at } })
}
