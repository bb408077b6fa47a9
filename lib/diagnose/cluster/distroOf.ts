import type { ClusterFacts, NodeFacts } from '#lib/tailnet/cluster.ts'

export type Distro =
  | 'EKS Auto Mode'
  | 'EKS'
  | 'AKS'
  | 'GKE Autopilot'
  | 'GKE'
  | 'OpenShift'
  | 'k3s'
  | 'RKE2'
  | 'k0s'
  | 'Talos'
  | 'MicroK8s'
  | 'kind'
  | 'minikube'
  | 'DigitalOcean Kubernetes'
  | 'Linode Kubernetes Engine'
  | 'Vultr Kubernetes Engine'

const hasLabel = (node: NodeFacts, prefix: string) =>
  Object.keys(node.labels).some(label => label.startsWith(prefix))

/** How a node shows its distribution; the first row that fits, so the narrower stands above the wider. */
const signs: readonly [Distro, (node: NodeFacts) => boolean][] = [
  ['EKS Auto Mode', node => node.labels['eks.amazonaws.com/compute-type'] === 'auto'],
  ['EKS', node => node.kubeletVersion.includes('-eks-') || hasLabel(node, 'eks.amazonaws.com/')],
  ['AKS', node => hasLabel(node, 'kubernetes.azure.com/')],
  ['GKE Autopilot', node => node.name.startsWith('gk3-')],
  ['GKE', node => node.kubeletVersion.includes('-gke.') || hasLabel(node, 'cloud.google.com/gke-')],
  ['OpenShift', node => hasLabel(node, 'node.openshift.io/')],
  [
    'k3s',
    node => node.kubeletVersion.includes('+k3s') || node.labels['node.kubernetes.io/instance-type'] === 'k3s',
  ],
  ['RKE2', node => node.kubeletVersion.includes('+rke2')],
  ['k0s', node => node.kubeletVersion.includes('+k0s')],
  ['Talos', node => node.osImage.startsWith('Talos')],
  ['MicroK8s', node => hasLabel(node, 'microk8s.io/')],
  ['kind', node => node.providerId?.startsWith('kind://') ?? false],
  ['minikube', node => hasLabel(node, 'minikube.k8s.io/')],
  ['DigitalOcean Kubernetes', node => hasLabel(node, 'doks.digitalocean.com/')],
  ['Linode Kubernetes Engine', node => hasLabel(node, 'lke.linode.com/')],
  ['Vultr Kubernetes Engine', node => hasLabel(node, 'vke.vultr.com/')],
]

/** The distribution of a cluster, by its nodes; null where none shows. */
export function distroOf(facts: ClusterFacts): Distro | null {
  return signs.find(([, isOne]) => facts.nodes.some(isOne))?.[0] ?? null
}
