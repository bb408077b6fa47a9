import { diagnose } from '#lib/diagnose/diagnose.ts'
import { linkStandings } from '#lib/store/read/linkStandings.ts'
import { saveDiagnosis } from '#lib/store/saveDiagnosis.ts'
import type { Changed } from './changedSubjects.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Tailnet } from './devicesJob.ts'
import { allPods, diagnoseInput } from './diagnoseInput.ts'
import { diagnosePushed } from './diagnosePushed.ts'
import type { Job } from './job.ts'
import type { PodMemory } from './podMemory.ts'
import type { PushedPods } from './pushedPods.ts'

/** Diagnoses those targets whose facts changed since the last pass. */
export function diagnoseJob(
  context: Context,
  clusters: () => readonly ClusterWatch[],
  tailnet: Tailnet,
  pushed: PushedPods,
): Job {
  const { db, persist, clock, changed, settings } = context
  return {
    name: 'diagnosis',
    intervalSeconds: settings.diagnoseSeconds,
    async run() {
      const due = changed.take(clock.now())
      if (!due) return
      const pods = allPods(clusters(), tailnet)
      for (const { watch, memory } of subjects(clusters(), due)) {
        const { target } = memory.facts
        const links = await persist('links', () => linkStandings(db, target))
        const input = diagnoseInput({ watch, memory, clusters: clusters(), tailnet, pods, links })
        const diagnosis = diagnose(input)
        await persist('diagnosis', () => saveDiagnosis(db, { at: clock.now(), diagnosis }))
      }
      await diagnosePushed(context, clusters(), tailnet, pushed, due)
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
