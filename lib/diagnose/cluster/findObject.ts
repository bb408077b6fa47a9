import type { ClusterFacts, KeptObject } from '#lib/tailnet/cluster.ts'
import { clusterIndex } from './clusterIndex.ts'

/** A kept object by kind and name, in whatever namespace. */
export function findObject(facts: ClusterFacts, kind: string, name: string): KeptObject | null {
  return (
    clusterIndex(facts)
      .objectsByKind.get(kind)
      ?.find(object => object.name === name) ?? null
  )
}
