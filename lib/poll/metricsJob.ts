import type { Outcome } from '#lib/tailnet/failure.ts'
import type { MetricsReading } from '#lib/tailnet/reading.ts'
import { isApiAway } from './apiStanding.ts'
import { type ClusterWatch, isPresent, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { passOver } from './health.ts'
import { inTurn } from './inTurn.ts'
import type { Job } from './job.ts'
import { type Lane, laneOf, lateTogether, mostLate, speaks } from './lane.ts'
import { lookMetrics, metricsDue, metricsWays, noteMetrics } from './lookMetrics.ts'
import { metricsRound } from './metricsRound.ts'
import { isPushed, type PodMemory } from './podMemory.ts'

/**
 * Reads the counters of all pods of a cluster whose port 9002 answers, by the pod's address where that was switched on, else
 * through the API server; and tries the others at each sweep.
 */
export function metricsJob(context: Context, watch: ClusterWatch, lane: Lane): Job {
  const { clock, settings, queue, health } = context
  const { metricsSeconds, sweepSeconds } = settings
  const isByIp = settings.metricsByPodIp?.(watch.name) ?? false
  const title = isByIp ? 'Metrics by pod IP or pods/proxy' : 'Metrics by pods/proxy'

  async function look(memory: PodMemory, slot: Date): Promise<Outcome<MetricsReading> | null> {
    const startedAt = clock.now()
    const began = performance.now()
    const { outcome, way } = await lookMetrics(watch.source, memory, metricsWays(context, watch, memory))
    memory.late.metrics = !outcome.ok && outcome.failure.code === 'timeout'
    memory.networkTriedAt = slot
    // Its counters come by exec: that the network gives none is known.
    const isKnown = memory.metricsWay === 'exec' && memory.look.metricsAnswer
    if (!outcome.ok && (isKnown || !isPresent(watch, memory.facts))) return null
    const { metricsTriedAt: triedAt } = memory
    noteMetrics(memory, outcome, slot, way)
    const tookMs = Math.round(performance.now() - began)
    const intervalSeconds = metricsSeconds
    queue.add([metricsRound({ memory, slot, startedAt, tookMs, triedAt, intervalSeconds, outcome })])
    return outcome
  }

  const due = (slot: Date) =>
    runningPods(watch).filter(
      memory =>
        laneOf(memory, 'metrics') === lane &&
        !isPushed(memory, 'metrics', slot) &&
        metricsWays(context, watch, memory).length > 0 &&
        metricsDue(memory, slot, sweepSeconds),
    )

  return {
    name: `${watch.name}: metrics${lane === 'late' ? ' of late pods' : ''}`,
    intervalSeconds: metricsSeconds,
    async run(slot) {
      const isLate = lane === 'late'
      const now = isLate ? due(slot).sort(longestWaiting).slice(0, mostLate(metricsSeconds)) : due(slot)
      const together = isLate ? lateTogether : settings.concurrency
      const outcomes = await inTurn(now, together, memory => look(memory, slot))
      const pass = passOver(outcomes.filter(outcome => outcome !== null))
      if (!pass || isApiAway(watch) || !speaks(watch, 'metrics', lane)) return
      await health({ id: `cluster:${watch.id}:metrics`, clusterId: watch.id, title, ...pass })
    },
  }
}

const longestWaiting = (a: PodMemory, b: PodMemory) =>
  (a.networkTriedAt?.getTime() ?? 0) - (b.networkTriedAt?.getTime() ?? 0)
