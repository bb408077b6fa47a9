import type { CollectorRun } from '#lib/tailnet/standing.ts'
import type { Database } from '../database.ts'

/** Runs of the collector, newest first. */
export async function collectorRuns(db: Database, limit: number): Promise<CollectorRun[]> {
  const rows = await db.collector.findMany({ orderBy: { startedAt: 'desc' }, take: limit })
  return rows.map(({ id, startedAt, heartbeatAt, stoppedAt, version }) => ({
    id,
    startedAt,
    heartbeatAt,
    stoppedAt,
    version,
  }))
}
