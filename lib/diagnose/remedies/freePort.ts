import type { ClusterFacts, NodeFacts } from '#lib/tailnet/cluster.ts'

/** Tailscale's well-known port first; above NodePorts, and within what Cilium and Linux keep on the way out. */
const first = 41641
const last = 60999
const lowest = 32768

/** The nodes on which a pod other than `ownPod` ("namespace/name") holds this UDP host port. */
export function takenOn(
  cluster: ClusterFacts,
  nodes: readonly NodeFacts[],
  port: number,
  ownPod: string | null,
) {
  const names = new Set(nodes.map(node => node.name))
  return cluster.hostPortsInUse.filter(
    use => use.port === port && use.protocol === 'UDP' && names.has(use.nodeName) && use.pod !== ownPod,
  )
}

/**
 * A UDP port that no pod holds on any of these nodes and that is none of `avoid` (ports the pod names already).
 * Null where every one from 32768 to 60999 is taken.
 */
export function freePort(
  cluster: ClusterFacts,
  nodes: readonly NodeFacts[],
  ownPod: string | null,
  avoid: readonly number[] = [],
): number | null {
  const names = new Set(nodes.map(node => node.name))
  const taken = new Set(avoid)
  for (const use of cluster.hostPortsInUse)
    if (names.has(use.nodeName) && use.protocol === 'UDP' && use.pod !== ownPod) taken.add(use.port)
  for (let port = first; port <= last; port++) if (!taken.has(port)) return port
  for (let port = first - 1; port >= lowest; port--) if (!taken.has(port)) return port
  return null
}
