import type { ClusterFacts, NodeFacts } from '#lib/tailnet/cluster.ts'

/** Whose network the nodes stand in. "own" is a data centre, office or home: no cloud runs its edge. */
export type Cloud = 'aws' | 'azure' | 'gcp' | 'other' | 'own' | 'local'

/** Scheme of `spec.providerID`, as each cloud provider's controller writes it. */
const byScheme: Record<string, Cloud> = {
  aws: 'aws',
  azure: 'azure',
  gce: 'gcp',
  digitalocean: 'other',
  linode: 'other',
  vultr: 'other',
  hcloud: 'other',
  hrobot: 'other',
  scaleway: 'other',
  exoscale: 'other',
  ibm: 'other',
  ibmcloud: 'other',
  oci: 'other',
  openstack: 'other',
  ovh: 'other',
  upcloud: 'other',
  equinixmetal: 'other',
  packet: 'other',
  civo: 'other',
  alicloud: 'other',
  qcloud: 'other',
  'eks-hybrid': 'own',
  k3s: 'own',
  rke2: 'own',
  vsphere: 'own',
  metal3: 'own',
  baremetalhost: 'own',
  nutanix: 'own',
  proxmox: 'own',
  harvester: 'own',
  talos: 'own',
  kind: 'local',
}

function cloudOfNode(node: NodeFacts): Cloud | null {
  const scheme = /^([a-z0-9-]+):\/\//i.exec(node.providerId ?? '')?.[1]?.toLowerCase()
  if (scheme) return byScheme[scheme] ?? 'other'
  if (node.providerId?.startsWith('ocid1.')) return 'other'
  if ('minikube.k8s.io/name' in node.labels) return 'local'
  // A cloud's controller sets the providerID: where a kubelet runs without one, no cloud is in charge.
  return node.providerId === null && node.kubeletVersion !== '' ? 'own' : null
}

/** The cloud of a cluster: that of the first node that names one, as hybrid nodes join a cloud's cluster. */
export function cloudOf(facts: ClusterFacts): Cloud | null {
  const seen = facts.nodes.map(cloudOfNode)
  return seen.find(cloud => cloud !== null && cloud !== 'own') ?? seen.find(cloud => cloud !== null) ?? null
}

/** The cloud that one node stands in; see `cloudOf`. */
export function nodeCloud(node: NodeFacts): Cloud | null {
  return cloudOfNode(node)
}
