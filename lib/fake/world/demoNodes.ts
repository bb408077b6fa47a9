import type { KubeObject } from '../model.ts'
import { uuid } from './seeded.ts'

interface MadeNode {
  cluster: string
  name: string
  like: string
  internal: string
  external?: string
  podCidr: string
}

/** Nodes that the lab does not have, each like one that it has. Synthetic. */
const made: MadeNode[] = [
  {
    cluster: 'eks-prod',
    name: 'eks-g',
    like: 'eks-e',
    internal: '10.20.0.16',
    external: '198.51.100.16',
    podCidr: '10.20.16.0/24',
  },
  { cluster: 'gke-private', name: 'gke-b', like: 'gke-a', internal: '10.24.0.11', podCidr: '10.24.11.0/24' },
  { cluster: 'dc-calico', name: 'dc1-b', like: 'dc1-a', internal: '10.30.0.11', podCidr: '10.30.11.0/24' },
  { cluster: 'dc-cilium', name: 'dc2-b', like: 'dc2-a', internal: '10.31.0.11', podCidr: '10.31.11.0/24' },
]

/** Nodes on which the log forwarder runs carry the label that its DaemonSet selects. */
const forwarding = new Set(['eks-b', 'eks-g'])
export const forwardingLabel = { 'example.com/log-forwarder': 'true' }

function copyOf(objects: readonly KubeObject[], node: MadeNode): KubeObject {
  const like = objects.find(object => object.kind === 'Node' && object.metadata.name === node.like)
  if (!like) throw new Error(`no node ${node.like}`)
  // Names and addresses of the first node occur in labels, ids and conditions alike.
  const text = JSON.stringify(like).replaceAll(`"${node.like}"`, `"${node.name}"`)
  const copy = JSON.parse(text) as KubeObject & {
    spec: Record<string, unknown>
    status: Record<string, unknown>
  }
  const addresses = [
    { type: 'InternalIP', address: node.internal },
    ...(node.external ? [{ type: 'ExternalIP', address: node.external }] : []),
    { type: 'Hostname', address: node.name },
  ]
  const provider = String(copy.spec.providerID ?? '')
  const providerID = provider.replace(/[^/]+$/, last => `${last.slice(0, 4)}${uuid(node.name).slice(0, 8)}`)
  return {
    ...copy,
    metadata: { ...copy.metadata, uid: uuid(`node ${node.cluster}/${node.name}`) },
    spec: {
      ...copy.spec,
      ...(provider ? { providerID } : {}),
      podCIDR: node.podCidr,
      podCIDRs: [node.podCidr],
    },
    status: { ...copy.status, addresses },
  }
}

/** A cluster's objects with the demo's nodes and labels. */
export function withDemoNodes(cluster: string, objects: readonly KubeObject[]): KubeObject[] {
  const copies = made.filter(node => node.cluster === cluster).map(node => copyOf(objects, node))
  return [...objects, ...copies].map(object =>
    object.kind === 'Node' && forwarding.has(object.metadata.name)
      ? {
          ...object,
          metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...forwardingLabel } },
        }
      : object,
  )
}
