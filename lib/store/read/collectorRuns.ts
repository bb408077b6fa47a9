import type { CollectorRun } from '#lib/tailnet/standing.ts'
import type { Database } from '../database.ts'

/** Of a run that lived, the last heartbeat before a moment is not kept: it came within so long. */
const beatMs = 90_000

/** Runs of the collector, newest first: as they are known now, or were at a moment. */
export async function collectorRuns(db: Database, limit: number, at?: Date): Promise<CollectorRun[]> {
  const rows = await db.collector.findMany({
    ...(at && { where: { startedAt: { lte: at } } }),
    orderBy: { startedAt: 'desc' },
    take: limit,
  })
  return rows.map(({ id, startedAt, heartbeatAt, stoppedAt, version }) => {
    const isStopped = stoppedAt !== null && (!at || stoppedAt <= at)
    return {
      id,
      startedAt,
      heartbeatAt: at && heartbeatAt.getTime() > at.getTime() - beatMs ? at : heartbeatAt,
      stoppedAt: isStopped ? stoppedAt : null,
      version,
    }
  })
}
