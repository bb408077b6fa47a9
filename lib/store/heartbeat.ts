import type { Database } from './database.ts'

/** Notes that a run lives. */
export async function heartbeat(db: Database, { id, at }: { id: string; at: Date }): Promise<void> {
  await db.collector.updateMany({ where: { id, heartbeatAt: { lt: at } }, data: { heartbeatAt: at } })
}
