import type { RoundWrite } from '#lib/store/roundWrite.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { MetricsReading } from '#lib/tailnet/reading.ts'
import type { PodMemory } from './podMemory.ts'

/** A look at a pod's counters, as it is kept. */
export function metricsRound(parts: {
  memory: Pick<PodMemory, 'facts'>
  slot: Date
  startedAt: Date
  tookMs: number
  /** Slot of the look before; null before the first. */
  triedAt: Date | null
  intervalSeconds: number
  outcome: Outcome<MetricsReading>
}): RoundWrite {
  const { memory, slot, startedAt, tookMs, triedAt, outcome } = parts
  const { target, uid: podUid } = memory.facts
  const intervalSeconds = triedAt ? (slot.getTime() - triedAt.getTime()) / 1000 : parts.intervalSeconds
  const round = { target, podUid, slot, source: 'metrics', startedAt, tookMs, intervalSeconds } as const
  if (!outcome.ok) return { ...round, outcome }
  const reading = { at: startedAt, status: null, metrics: outcome.value, netInfo: null, endpoints: null }
  return { ...round, outcome: { ok: true, reading } }
}
