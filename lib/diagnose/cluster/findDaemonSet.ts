import type { ClusterFacts, DaemonSetFacts } from '#lib/tailnet/cluster.ts'

/** A DaemonSet by name, in whatever namespace its chart put it. */
export function findDaemonSet(facts: ClusterFacts, ...names: string[]): DaemonSetFacts | null {
  return facts.daemonSets.find(each => names.includes(each.name)) ?? null
}
