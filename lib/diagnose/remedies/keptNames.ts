import type { ClusterFacts } from '#lib/tailnet/cluster.ts'

/** Names of the kept objects of a kind. */
export const keptNames = (cluster: ClusterFacts, kind: string): string[] =>
  cluster.objects.filter(object => object.kind === kind).map(object => object.name)
