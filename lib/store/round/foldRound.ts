import type { DerpRegionId } from '#lib/tailnet/ids.ts'
import type { RoundResult, RoundWrite } from '../roundWrite.ts'
import { counterDeltas } from './counterDeltas.ts'
import { foldFailure } from './foldFailure.ts'
import { foldMetrics } from './foldMetrics.ts'
import { foldStatus } from './foldStatus.ts'
import type { Ledger } from './ledger.ts'
import type { Observer } from './observer.ts'

/**
 * Takes one round into what is held of its pod, and notes in the ledger what there is to write. A slot no younger than the
 * last one of its source changes nothing: what it saw is in the younger one already. Neither does a round of a pod that
 * is gone.
 */
export function foldRound(
  ledger: Ledger,
  observer: Observer,
  write: RoundWrite,
  regionByCode: (code: string) => DerpRegionId | null,
): RoundResult {
  if (isSetBack(observer, write)) {
    // How long its bytes took is not known by two clocks that differ: as long as a round takes.
    observer.metricsAt = new Date(write.startedAt.getTime() - write.intervalSeconds * 1000)
    observer.metricsSlot = null
  }
  const key = write.source === 'status' ? 'statusSlot' : 'metricsSlot'
  const last = observer[key]
  const isLate = last !== null && write.slot <= last
  const isGone = observer.goneAt !== null && observer.goneAt <= write.startedAt
  if (isLate || isGone) return { duplicate: true, flips: 0 }
  observer[key] = write.slot
  if (!write.outcome.ok) {
    return { duplicate: false, flips: foldFailure(ledger, observer, write, write.outcome.failure) }
  }
  const { status, metrics } = write.outcome.reading
  if (metrics) foldMetrics(ledger, observer, write, metrics)
  return { duplicate: false, flips: status ? foldStatus(ledger, observer, write, status, regionByCode) : 0 }
}

/** A round of another collector may come late by one. */
const setBackIntervals = 2

/**
 * Was the collector's clock set back since the last counters, which stand at a time that has not come yet? Else its rounds
 * would be late until that time, and all their bytes then one round's. Never for counters that are lower than the last:
 * those are an old round, or tailscaled's after a restart.
 */
function isSetBack(observer: Observer, { source, slot, intervalSeconds, outcome }: RoundWrite): boolean {
  const { isMetricsAhead, metricsSlot: last } = observer
  if (!isMetricsAhead || source !== 'metrics' || last === null) return false
  if (last.getTime() - slot.getTime() < setBackIntervals * intervalSeconds * 1000) return false
  const counters = outcome.ok ? (outcome.reading.metrics?.counters ?? []) : []
  return counters.length > 0 && !counterDeltas(observer.counters, counters).restarted
}
