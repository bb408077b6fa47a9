import type { MetricsReading } from '#lib/tailnet/reading.ts'
import type { RoundWrite } from '../roundWrite.ts'
import { areCounts, counterDeltas } from './counterDeltas.ts'
import type { Ledger } from './ledger.ts'
import { noteHome } from './noteHome.ts'
import type { Observer } from './observer.ts'
import { isTooLong } from './patience.ts'
import { watchOn } from './watchOn.ts'

/** Beyond this many intervals between two readings, at least one is missing. */
const missingFrom = 1.5
/** A restart that the cluster's objects showed too is told once. */
const restartSeconds = 300

/** Takes in a reading of a pod's counters. The first one of a pod is only a base: when its bytes went is not known. */
export function foldMetrics(
  ledger: Ledger,
  observer: Observer,
  write: RoundWrite,
  metrics: MetricsReading,
): void {
  const at = write.startedAt
  const { counters } = metrics
  if (!areCounts(counters)) return
  const from = observer.metricsAt
  let restarted = false
  if (from) {
    const moved = counterDeltas(observer.counters, counters)
    restarted = moved.restarted
    const isEstimated = at.getTime() - from.getTime() > missingFrom * write.intervalSeconds * 1000
    const { target } = observer
    ledger.traffic.push(...moved.deltas.map(delta => ({ ...delta, target, from, to: at, isEstimated })))
  }
  if (restarted) {
    ledger.events.push({
      at,
      kind: 'tailscaled_restarted',
      clusterId: null,
      targetId: observer.target,
      title: `tailscaled in ${observer.podName} started anew`,
      detail: { seen: 'its counters began again' },
      onceInSeconds: restartSeconds,
    })
  } else watchOn(ledger, observer, write)
  if (observer.metricsFailure?.cut) {
    const filledFrom = from && !isTooLong(from, write.slot, write.intervalSeconds) ? from : null
    ledger.gaps.push({
      subject: `${observer.target}#metrics`,
      pod: observer.podUid,
      at,
      opens: null,
      filledFrom,
    })
  }
  observer.metricsFailure = null
  observer.metricsAt = at
  observer.counters = counters
  if (metrics.homeRegion !== null) noteHome(ledger, observer, metrics.homeRegion, at)
}
