import type { NodeFacts } from '#lib/tailnet/cluster.ts'
import { isPublicIpv4 } from '../address/isPublicIpv4.ts'

/** Nodes that the internet can address. */
export const publicNodes = (nodes: readonly NodeFacts[]) => nodes.filter(node => publicIpOf(node) !== null)

/**
 * The public IPv4 address of a node: its ExternalIP, or an InternalIP that is routed. Kubelets of bare metal set no
 * ExternalIP (kubernetes#42125).
 */
export function publicIpOf(node: NodeFacts): string | null {
  return node.externalIps.find(isPublicIpv4) ?? node.internalIps.find(isPublicIpv4) ?? null
}
