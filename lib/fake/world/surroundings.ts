/**
 * What stands around the clusters and no Kubernetes object says: the NAT at the edge, and the ports that a
 * cloud's security group lets in. Of the lab as recorded (the words of each case.json); nodes added by the demo
 * are synthetic.
 */
export interface Edge {
  mapping: 'easy' | 'hard'
  /** Every UDP packet is dropped there. */
  blocksUdp?: true
  /** Public address that packets of private nodes leave with. */
  address: string
}

const edges: Record<string, Edge> = {
  'eks-prod': { mapping: 'hard', address: '203.0.113.20' },
  'eks-none': { mapping: 'hard', address: '203.0.113.22' },
  'gke-private': { mapping: 'easy', address: '203.0.113.24' },
  'dc-calico': { mapping: 'easy', address: '203.0.113.30' },
  'dc-cilium': { mapping: 'easy', address: '203.0.113.31' },
  'dc-noudp': { mapping: 'easy', blocksUdp: true, address: '203.0.113.33' },
  'dc-dual': { mapping: 'easy', address: '203.0.113.35' },
}

const openUdpPorts: Record<string, readonly number[]> = {
  'eks-c': [41642],
  'eks-e': [41641],
  'eks-f': [30041, 30042],
  'eks-g': [41641, 41650],
}

/** A cluster that the lab does not know stands behind a home router's kind of NAT. */
export function edgeOf(cluster: string): Edge {
  return edges[cluster] ?? { mapping: 'easy', address: '203.0.113.99' }
}

export function isOpen(node: string, port: number): boolean {
  return openUdpPorts[node]?.includes(port) ?? false
}
