import { diagnose } from '#lib/diagnose/diagnose.ts'
import { relayLimit } from '#lib/diagnose/rules/relayLimit.ts'
import { flips } from '#lib/store/read/flips.ts'
import { linkProbes } from '#lib/store/read/linkProbes.ts'
import { linkStandings } from '#lib/store/read/linkStandings.ts'
import { saveDiagnosis } from '#lib/store/saveDiagnosis.ts'
import type { Changed } from './changedSubjects.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { flowOf } from './counterLooks.ts'
import type { Tailnet } from './devicesJob.ts'
import { allPods, diagnoseInput } from './diagnoseInput.ts'
import { diagnosePushed } from './diagnosePushed.ts'
import type { Job } from './job.ts'
import { keepDiagnosis } from './keepDiagnosis.ts'
import type { PodMemory } from './podMemory.ts'
import type { PushedPods } from './pushedPods.ts'

/** Within so long three changes of path make a link that flaps (reference, path-flapping). */
export const flappingMs = 10 * 60_000
/** A ping that is older says little of the path now. */
const freshPingMs = 60 * 60_000

/** Diagnoses those targets whose facts changed since the last pass. */
export function diagnoseJob(
  context: Context,
  clusters: () => readonly ClusterWatch[],
  tailnet: Tailnet,
  pushed: PushedPods,
): Job {
  const { db, persist, clock, changed, settings } = context
  const keep = keepDiagnosis(diagnosis =>
    persist('diagnosis', () => saveDiagnosis(db, { at: clock.now(), diagnosis })),
  )

  /** Counters move all the time; what they say of the relay, and of drops, seldom. */
  function markFlows(): void {
    for (const memory of clusters().flatMap(watch => [...watch.memories.values()])) {
      const flow = flowOf(memory.looks)
      const said = JSON.stringify([
        relayLimit(flow),
        flow?.drops.map(({ direction, reason }) => direction + reason),
      ])
      if (memory.flowSaid !== said) changed.mark(memory.facts.target)
      memory.flowSaid = said
    }
  }

  return {
    name: 'diagnosis',
    intervalSeconds: settings.diagnoseSeconds,
    async run() {
      markFlows()
      const now = clock.now()
      const due = changed.take(now)
      if (!due) return
      const pods = allPods(clusters(), tailnet)
      const since = (ms: number) => ({ from: new Date(now.getTime() - ms), to: now })
      const lately = {
        flips: await persist('flips', () => flips(db, since(flappingMs))),
        pings: await persist('pings', () => linkProbes(db, since(freshPingMs))),
      }
      for (const { watch, memory } of subjects(clusters(), due)) {
        const { target } = memory.facts
        const links = await persist('links', () => linkStandings(db, target))
        const input = diagnoseInput({ watch, memory, clusters: clusters(), tailnet, pods, links, ...lately })
        await keep(diagnose(input))
      }
      await diagnosePushed(context, { clusters: clusters(), tailnet, pushed, pods, due, lately, keep })
    },
  }
}

/** One pod per target: the youngest of those that run, which is the one that a rollout leaves. */
function subjects(
  clusters: readonly ClusterWatch[],
  due: Changed,
): { watch: ClusterWatch; memory: PodMemory }[] {
  const chosen = new Map<string, { watch: ClusterWatch; memory: PodMemory }>()
  for (const watch of clusters) {
    for (const memory of watch.memories.values()) {
      const { target } = memory.facts
      if (!due.all && !due.clusters.has(watch.id) && !due.targets.has(target)) continue
      const other = chosen.get(target)?.memory
      if (!other || youth(memory) > youth(other)) chosen.set(target, { watch, memory })
    }
  }
  return [...chosen.values()]
}

const youth = ({ facts }: PodMemory) =>
  (facts.phase === 'Running' ? Number.MAX_SAFE_INTEGER / 2 : 0) + (facts.startedAt?.getTime() ?? 0)
