import { isPublicIpv4 } from '#lib/diagnose/address/isPublicIpv4.ts'
import { nodeCloud } from '#lib/diagnose/cluster/cloudOf.ts'
import type { ClusterFacts, NodeFacts } from '#lib/tailnet/cluster.ts'
import type { Tri } from '#lib/tailnet/tri.ts'

export interface NodeRow {
  name: string
  zone: string | null
  /** Has it a public address of its own? */
  isPublic: Tri
  /** The address, or why it cannot be told. */
  words: string
  internal: string[]
  kubelet: string
  /** Tailscale pods that run on it. */
  pods: string[]
}

/**
 * A cloud's controller sets ExternalIP, so there its absence means none. Bare-metal kubelets never set it
 * (kubernetes#42125): without a public InternalIP it is not known.
 */
function addressOf(node: NodeFacts): { isPublic: Tri; words: string } {
  if (node.externalIps.length > 0) return { isPublic: 'yes', words: node.externalIps.join(', ') }
  const own = node.internalIps.find(isPublicIpv4)
  if (own) return { isPublic: 'yes', words: `${own}, its InternalIP` }
  const cloud = nodeCloud(node)
  if (cloud === 'aws' || cloud === 'azure' || cloud === 'gcp')
    return { isPublic: 'no', words: 'no ExternalIP' }
  return { isPublic: 'unknown', words: 'nobody sets ExternalIP here' }
}

/** Nodes with their public address if they have one; those without first, then by name. */
export function clusterNodes(facts: ClusterFacts): NodeRow[] {
  const order: Record<Tri, number> = { no: 0, unknown: 1, yes: 2 }
  const pods = Map.groupBy(facts.pods, pod => pod.nodeName)
  return facts.nodes
    .map(node => ({
      name: node.name,
      zone: node.labels['topology.kubernetes.io/zone'] ?? null,
      ...addressOf(node),
      internal: node.internalIps,
      kubelet: node.kubeletVersion,
      pods: (pods.get(node.name) ?? []).map(pod => pod.name).sort(),
    }))
    .toSorted((a, b) => order[a.isPublic] - order[b.isPublic] || a.name.localeCompare(b.name))
}
