import { diagnose } from '#lib/diagnose/diagnose.ts'
import { linkStandings } from '#lib/store/read/linkStandings.ts'
import { saveDiagnosis } from '#lib/store/saveDiagnosis.ts'
import type { Changed } from './changedSubjects.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Tailnet } from './devicesJob.ts'
import { allPods, diagnoseInput } from './diagnoseInput.ts'
import type { PushedPods } from './pushedPods.ts'

/** Diagnoses pods that only tell of themselves: nothing is known of their objects, which is not to say that there is nothing. */
export async function diagnosePushed(
  { db, persist, clock }: Context,
  clusters: readonly ClusterWatch[],
  tailnet: Tailnet,
  pushed: PushedPods,
  due: Changed,
): Promise<void> {
  const pods = allPods(clusters, tailnet)
  for (const { memory } of pushed.values()) {
    const { target } = memory.facts
    if (!due.all && !due.targets.has(target)) continue
    const links = await persist('links', () => linkStandings(db, target))
    const input = diagnoseInput({ watch: { facts: null }, memory, clusters, tailnet, pods, links })
    const diagnosis = diagnose({ ...input, pod: null })
    await persist('diagnosis', () => saveDiagnosis(db, { at: clock.now(), diagnosis }))
  }
}
