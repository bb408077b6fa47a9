import { isApiAway } from './apiStanding.ts'
import { type ClusterWatch, isPresent, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { passOver, type SourceLook } from './health.ts'
import { inTurn } from './inTurn.ts'
import type { Job } from './job.ts'
import { type Lane, laneOf, lateTogether, mostLate, speaks } from './lane.ts'
import {
  lookMetrics,
  type MetricsTry,
  metricsDue,
  metricsWays,
  type NetworkWay,
  noteMetrics,
} from './lookMetrics.ts'
import { metricsRound } from './metricsRound.ts'
import { isPushed, type PodMemory } from './podMemory.ts'

/**
 * Reads the counters of all pods of a cluster whose port 9002 answers, by the pod's address where that was switched on, else
 * through the API server; and tries the others at each sweep.
 */
export function metricsJob(context: Context, watch: ClusterWatch, lane: Lane): Job {
  const { clock, settings, queue, health } = context
  const { metricsSeconds, sweepSeconds } = settings

  /** What each way said; none where that tells nothing of the way. */
  async function look(memory: PodMemory, slot: Date): Promise<MetricsTry[]> {
    const startedAt = clock.now()
    const began = performance.now()
    const { outcome, way, tries } = await lookMetrics(
      watch.source,
      memory,
      metricsWays(context, watch, memory),
    )
    memory.late.metrics = !outcome.ok && outcome.failure.code === 'timeout'
    memory.networkTriedAt = slot
    // Its counters come by exec: that the network gives none is known.
    const isKnown = memory.metricsWay === 'exec' && memory.look.metricsAnswer
    if (!outcome.ok && (isKnown || !isPresent(watch, memory.facts))) return []
    const { metricsTriedAt: triedAt } = memory
    noteMetrics(memory, outcome, slot, way)
    const tookMs = Math.round(performance.now() - began)
    const intervalSeconds = metricsSeconds
    queue.add([metricsRound({ memory, slot, startedAt, tookMs, triedAt, intervalSeconds, outcome })])
    return tries
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
      const tries = (await inTurn(now, together, memory => look(memory, slot))).flat()
      if (isApiAway(watch) || !speaks(watch, 'metrics', lane)) return
      await health(...(['pod_ip', 'proxy'] as const).flatMap(way => standing(watch, way, tries)))
    },
  }
}

const longestWaiting = (a: PodMemory, b: PodMemory) =>
  (a.networkTriedAt?.getTime() ?? 0) - (b.networkTriedAt?.getTime() ?? 0)

/** The two ways need different rights, and so are two sources. */
const sourceOf: Record<NetworkWay, { id: string; title: string }> = {
  pod_ip: { id: 'metrics-by-ip', title: 'Metrics by pod address' },
  proxy: { id: 'metrics', title: 'Metrics by pods/proxy' },
}

function standing(watch: ClusterWatch, way: NetworkWay, tries: readonly MetricsTry[]): SourceLook[] {
  const pass = passOver(tries.filter(each => each.way === way).map(({ outcome }) => outcome))
  const { id, title } = sourceOf[way]
  return pass ? [{ id: `cluster:${watch.id}:${id}`, clusterId: watch.id, title, ...pass }] : []
}
