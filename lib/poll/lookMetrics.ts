import type { ClusterSource } from '#lib/collect/kubernetes/openCluster.ts'
import { parseMetrics } from '#lib/collect/tailscaled/parseMetrics.ts'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { MetricsReading } from '#lib/tailnet/reading.ts'
import { counterMoves, mixChanged } from './counterMoves.ts'
import type { PodMemory } from './podMemory.ts'

/** The counters of a pod through `pods/proxy`. */
export async function lookMetrics(source: ClusterSource, pod: PodFacts): Promise<Outcome<MetricsReading>> {
  const text = await source.metrics(pod)
  return text.ok ? parseMetrics(text.value) : text
}

/** After this many failures in a row the port counts as not there, and is tried at each sweep only. */
const patience = 3

/** Is the next try due? A pod whose metrics never answer is left alone between sweeps. */
export function metricsDue(memory: PodMemory, slot: Date, sweepSeconds: number): boolean {
  if (memory.metricsTriedAt === null || memory.metricsFailures < patience) return true
  return slot.getTime() - memory.metricsTriedAt.getTime() >= sweepSeconds * 1000
}

/** Notes what a look at the counters means for the next exec. */
export function noteMetrics(memory: PodMemory, outcome: Outcome<MetricsReading>, slot: Date): void {
  memory.metricsTriedAt = slot
  if (!outcome.ok) {
    memory.metricsFailures += 1
    memory.look.metricsAnswer = memory.metricsOkAt !== null && memory.metricsFailures < patience
    return
  }
  const { counters } = outcome.value
  if (memory.counters) {
    const moves = counterMoves(memory.counters, counters)
    memory.look.restarted ||= moves.restarted
    memory.look.derpGrew ||= moves.derpGrew
    memory.look.mixChanged ||= mixChanged(memory.moving, moves.moving)
    memory.moving = moves.moving
  }
  memory.counters = counters
  memory.metricsOkAt = slot
  memory.metricsFailures = 0
  memory.look.metricsAnswer = true
}
