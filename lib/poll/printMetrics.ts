import { parseMetrics } from '#lib/collect/tailscaled/parseMetrics.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { MetricsReading } from '#lib/tailnet/reading.ts'
import { type ClusterWatch, isPresent } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { noteMetrics } from './lookMetrics.ts'
import { cliArgv } from './lookStatus.ts'
import { metricsRound } from './metricsRound.ts'
import type { PodMemory } from './podMemory.ts'

/**
 * The counters of a pod by `tailscale metrics print`, for one that gives them no other way. A first failure leaves no round
 * behind: the CLI before 1.78 has no such command, and what the network said of it is told already.
 */
export async function printMetrics(
  { clock, queue, settings }: Context,
  watch: ClusterWatch,
  memory: PodMemory,
  slot: Date,
): Promise<Outcome<MetricsReading> | null> {
  const pod = memory.facts
  const startedAt = clock.now()
  const began = performance.now()
  const text = await watch.source.exec(pod, cliArgv(pod, 'metrics', 'print'))
  const outcome = text.ok ? parseMetrics(text.value) : text
  memory.late.status = !outcome.ok && outcome.failure.code === 'timeout'
  memory.printed = { at: slot, failed: !outcome.ok }
  if (!outcome.ok && (memory.metricsWay !== 'exec' || !isPresent(watch, pod))) return null
  const { metricsTriedAt: triedAt } = memory
  noteMetrics(memory, outcome, slot, 'exec')
  const tookMs = Math.round(performance.now() - began)
  const intervalSeconds = settings.statusSeconds
  queue.add([metricsRound({ memory, slot, startedAt, tookMs, triedAt, intervalSeconds, outcome })])
  return outcome
}
