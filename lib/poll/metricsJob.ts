import type { RoundWrite } from '#lib/store/roundWrite.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { MetricsReading } from '#lib/tailnet/reading.ts'
import { type ClusterWatch, isPresent, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { passOver } from './health.ts'
import { inTurn } from './inTurn.ts'
import type { Job } from './job.ts'
import { lookMetrics, metricsDue, noteMetrics } from './lookMetrics.ts'
import { isPushed, type PodMemory } from './podMemory.ts'

/** Reads the counters of all pods of a cluster whose port 9002 answers, and tries the others at each sweep. */
export function metricsJob(context: Context, watch: ClusterWatch): Job {
  const { clock, settings, queue, health } = context

  async function look(memory: PodMemory, slot: Date): Promise<Outcome<MetricsReading> | null> {
    const pod = memory.facts
    const startedAt = clock.now()
    const began = performance.now()
    const outcome = await lookMetrics(watch.source, pod)
    if (!outcome.ok && !isPresent(watch, pod)) return null
    const triedAt = memory.metricsTriedAt
    noteMetrics(memory, outcome, slot)
    const write: RoundWrite = {
      target: pod.target,
      podUid: pod.uid,
      slot,
      source: 'metrics',
      startedAt,
      tookMs: Math.round(performance.now() - began),
      intervalSeconds: triedAt ? (slot.getTime() - triedAt.getTime()) / 1000 : settings.metricsSeconds,
      outcome: outcome.ok
        ? {
            ok: true,
            reading: { at: startedAt, status: null, metrics: outcome.value, netInfo: null, endpoints: null },
          }
        : outcome,
    }
    queue.add([write])
    return outcome
  }

  return {
    name: `${watch.name}: metrics`,
    intervalSeconds: settings.metricsSeconds,
    async run(slot) {
      const due = runningPods(watch).filter(
        memory =>
          !isPushed(memory, 'metrics', slot) &&
          watch.rights.of(memory.facts.namespace).proxy !== 'no' &&
          metricsDue(memory, slot, settings.sweepSeconds),
      )
      const outcomes = await inTurn(due, settings.concurrency, memory => look(memory, slot))
      const pass = passOver(outcomes.filter(outcome => outcome !== null))
      if (pass) {
        const id = `cluster:${watch.id}:metrics`
        await health({ id, clusterId: watch.id, title: 'Metrics by pods/proxy', ...pass })
      }
    },
  }
}
