import type { GapSeen } from '#lib/tailnet/history.ts'
import type { CollectorRun } from '#lib/tailnet/standing.ts'
import { silentSince } from './silentSince.ts'

/**
 * The hole that grows while no collector runs: the next run will write it down, until then it is inferred here. Null
 * while one runs.
 */
export function silenceGap(newest: CollectorRun | undefined, now: Date): GapSeen | null {
  const startedAt = newest && silentSince(newest, now)
  if (!newest || !startedAt) return null
  return {
    subject: { kind: 'all' },
    subjectName: null,
    startedAt,
    endedAt: null,
    code: newest.stoppedAt ? 'stopped' : 'unknown',
    reason: newest.stoppedAt ? 'the collector was stopped' : 'the collector is silent',
  }
}
