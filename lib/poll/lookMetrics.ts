import { failed } from '#lib/collect/failed.ts'
import type { ClusterSource } from '#lib/collect/kubernetes/openCluster.ts'
import { parseMetrics } from '#lib/collect/tailscaled/parseMetrics.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { MetricsReading } from '#lib/tailnet/reading.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { withLook } from './counterLooks.ts'
import { counterMoves, mixChanged } from './counterMoves.ts'
import type { MetricsWay, PodMemory } from './podMemory.ts'

export type NetworkWay = Exclude<MetricsWay, 'exec'>

/** After this many failures in a row the port counts as not there, and is tried at each sweep only. */
const patience = 3

/** Ways to the counters without an exec, cheapest first, as far as they are open. */
export function metricsWays(
  { settings }: Pick<Context, 'settings'>,
  watch: ClusterWatch,
  { facts }: Pick<PodMemory, 'facts'>,
): NetworkWay[] {
  return [
    ...(settings.metricsByPodIp?.(watch.name) ? ['pod_ip' as const] : []),
    ...(watch.rights.of(facts.namespace).proxy === 'no' ? [] : ['proxy' as const]),
  ]
}

/** One way to a pod's counters, and what came of it. */
export interface MetricsTry {
  way: NetworkWay
  outcome: Outcome<MetricsReading>
}

/** The counters of a pod by the way that answered last, else by the first that does; the failure is the last way's. */
export async function lookMetrics(
  source: ClusterSource,
  memory: PodMemory,
  ways: readonly NetworkWay[],
): Promise<MetricsTry & { tries: MetricsTry[] }> {
  const tries: MetricsTry[] = []
  const known = ways.find(way => way === memory.metricsWay && memory.metricsFailures < patience - 1)
  let outcome: Outcome<MetricsReading> = failed('forbidden', 'no way to its metrics is open')
  for (const way of known ? [known] : ways) {
    const text = await (way === 'pod_ip' ? source.metricsByIp(memory.facts) : source.metrics(memory.facts))
    outcome = text.ok ? parseMetrics(text.value) : text
    tries.push({ way, outcome })
    if (outcome.ok) return { outcome, way, tries }
  }
  return { outcome, way: known ?? ways.at(-1) ?? 'proxy', tries }
}

/** Is the next try due? A pod whose metrics never answer, or by exec only, is left alone between sweeps. */
export function metricsDue(memory: PodMemory, slot: Date, sweepSeconds: number): boolean {
  const { networkTriedAt, metricsFailures, metricsWay } = memory
  if (networkTriedAt === null || (metricsWay !== 'exec' && metricsFailures < patience)) return true
  return slot.getTime() - networkTriedAt.getTime() >= sweepSeconds * 1000
}

/** Does an exec for the counters pay? Where no other way is open or answers; after a failure it waits for the sweep. */
export function wantsPrint(
  memory: PodMemory,
  ways: readonly NetworkWay[],
  slot: Date,
  sweepSeconds: number,
): boolean {
  const { printed, metricsWay, metricsFailures, metricsTriedAt } = memory
  // A round of this slot is told already.
  if (metricsTriedAt !== null && metricsTriedAt >= slot) return false
  if (metricsWay !== 'exec' && ways.length > 0 && metricsFailures < patience) return false
  if (printed === null) return true
  const elapsed = (slot.getTime() - printed.at.getTime()) / 1000
  const isHopeful = !printed.failed || (metricsWay === 'exec' && metricsFailures < patience)
  return elapsed > 0 && (isHopeful || elapsed >= sweepSeconds)
}

/** Notes what a look at the counters means for the next exec. */
export function noteMetrics(
  memory: PodMemory,
  outcome: Outcome<MetricsReading>,
  slot: Date,
  way: MetricsWay | null,
): void {
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
  memory.looks = withLook(memory.looks, outcome.value, slot)
  memory.metricsOkAt = slot
  memory.metricsWay = way
  memory.metricsFailures = 0
  memory.look.metricsAnswer = true
}
