import { diagnose } from '#lib/diagnose/diagnose.ts'
import type { Sibling } from '#lib/diagnose/input.ts'
import { linkStandings } from '#lib/store/read/linkStandings.ts'
import type { Flip } from '#lib/tailnet/history.ts'
import type { LinkProbe } from '#lib/tailnet/matrix.ts'
import type { Changed } from './changedSubjects.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Tailnet } from './devicesJob.ts'
import { diagnoseInput } from './diagnoseInput.ts'
import type { KeepDiagnosis } from './keepDiagnosis.ts'
import type { PushedPods } from './pushedPods.ts'

/** Diagnoses pods that only tell of themselves: nothing is known of their objects, which is not to say that there is nothing. */
export async function diagnosePushed(
  { db, persist }: Context,
  parts: {
    clusters: readonly ClusterWatch[]
    tailnet: Tailnet
    pushed: PushedPods
    pods: readonly Sibling[]
    due: Changed
    lately: { flips: readonly Flip[]; pings: readonly LinkProbe[] }
    keep: KeepDiagnosis
  },
): Promise<void> {
  const { clusters, tailnet, pushed, pods, due, lately, keep } = parts
  for (const { memory } of pushed.values()) {
    const { target } = memory.facts
    if (!due.all && !due.targets.has(target)) continue
    const links = await persist('links', () => linkStandings(db, target))
    const watch = { facts: null, factsAt: null }
    const input = diagnoseInput({ watch, memory, clusters, tailnet, pods, links, ...lately })
    await keep(diagnose({ ...input, pod: null }))
  }
}
