import type { ClusterFacts, KeptObject } from '#lib/tailnet/cluster.ts'

/** A kept object by kind and name, in whatever namespace. */
export function findObject(facts: ClusterFacts, kind: string, name: string): KeptObject | null {
  return facts.objects.find(object => object.kind === kind && object.name === name) ?? null
}
