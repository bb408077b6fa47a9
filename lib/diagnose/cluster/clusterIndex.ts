import type { ClusterFacts, KeptObject, NodeFacts, PodFacts } from '#lib/tailnet/cluster.ts'

/** Nodes, tailscale pods and kept objects of a cluster by what they are asked for by. */
export interface ClusterIndex {
  nodeByName: ReadonlyMap<string, NodeFacts>
  nodeByAddress: ReadonlyMap<string, NodeFacts>
  /** Pods of one address: several where they share the host's network. */
  podsByAddress: ReadonlyMap<string, readonly PodFacts[]>
  /** In the order in which the cluster lists them. */
  objectsByKind: ReadonlyMap<string, readonly KeptObject[]>
}

const known = new WeakMap<ClusterFacts, ClusterIndex>()

/** The index of a cluster's facts; the same facts are indexed once. */
export function clusterIndex(facts: ClusterFacts): ClusterIndex {
  const before = known.get(facts)
  if (before) return before
  const podsByAddress = new Map<string, PodFacts[]>()
  for (const pod of facts.pods) {
    for (const address of pod.podIps) {
      const there = podsByAddress.get(address)
      if (there) there.push(pod)
      else podsByAddress.set(address, [pod])
    }
  }
  const index = {
    nodeByName: new Map(facts.nodes.map(node => [node.name, node])),
    nodeByAddress: new Map(
      facts.nodes.flatMap(node =>
        [...node.internalIps, ...node.externalIps].map(address => [address, node] as const),
      ),
    ),
    podsByAddress,
    objectsByKind: Map.groupBy(facts.objects, ({ kind }) => kind),
  }
  known.set(facts, index)
  return index
}
