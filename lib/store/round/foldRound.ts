import type { DerpRegionId } from '#lib/tailnet/ids.ts'
import type { RoundResult, RoundWrite } from '../roundWrite.ts'
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
