import type { CollectorRun } from '#lib/tailnet/standing.ts'

/** A collector writes a heartbeat every few seconds; three of its slowest mean that it is not there. */
const silentSeconds = 90

/** Since when the newest run of the collector measures nothing any more; null while it lives. */
export function silentSince(run: CollectorRun, now: Date): Date | null {
  if (run.stoppedAt) return run.stoppedAt
  return (now.getTime() - run.heartbeatAt.getTime()) / 1000 > silentSeconds ? run.heartbeatAt : null
}
