import type { ClusterFacts, NodeFacts } from '#lib/tailnet/cluster.ts'

/** What a cluster was found to be, and what was seen of it; values stand in backticks. */
export interface Trait {
  title: 'CNI' | 'Distribution' | 'Cloud'
  value: string | null
  seen: string[]
}

/** DaemonSets that rewrite the source of what leaves a pod, by name. */
const cniDaemonSets = new Set([
  'aws-node',
  'azure-cns',
  'azure-cni',
  'calico-node',
  'canal',
  'rke2-canal',
  'anetd',
  'cilium',
  'kube-flannel-ds',
  'kube-flannel',
  'antrea-agent',
  'ovnkube-node',
  'kindnet',
  'weave-net',
  'kube-router',
  'ip-masq-agent',
  'azure-ip-masq-agent',
])
const cniConfigs = new Set(['cilium-config', 'ip-masq-agent', 'antrea-config', 'kube-flannel-cfg'])
const cniAnnotations = ['flannel.alpha.coreos.com/', 'k8s.ovn.org/']
const cniLabels = [
  'eks.amazonaws.com/compute-type',
  'kubernetes.azure.com/ebpf-dataplane',
  'kubernetes.azure.com/podnetwork-type',
]
const distroLabels = [
  'eks.amazonaws.com/',
  'kubernetes.azure.com/',
  'cloud.google.com/gke-',
  'node.openshift.io/',
  'microk8s.io/',
  'minikube.k8s.io/',
  'doks.digitalocean.com/',
  'lke.linode.com/',
  'vke.vultr.com/',
]

/** "on 3 of 7 nodes". */
const onNodes = (count: number, { nodes }: ClusterFacts) => `on ${count} of ${nodes.length} nodes`

/** The first name that begins so, and on how many nodes one does. */
function named(facts: ClusterFacts, of: (node: NodeFacts) => string[], prefix: string): string[] {
  const found = facts.nodes.flatMap(node => of(node).find(name => name.startsWith(prefix)) ?? [])
  return found[0] === undefined ? [] : [`\`${found[0]}\` ${onNodes(found.length, facts)}`]
}

const labels = (node: NodeFacts) => Object.keys(node.labels).sort()
const annotations = (node: NodeFacts) => Object.keys(node.annotations).sort()

function cniSeen(facts: ClusterFacts): string[] {
  return [
    ...facts.daemonSets
      .filter(({ name }) => cniDaemonSets.has(name))
      .map(({ namespace, name, containers }) => {
        const image = containers[0]?.image
        return `DaemonSet \`${namespace}/${name}\`${image ? `, image \`${image}\`` : ''}`
      }),
    ...facts.objects
      .filter(({ kind, name }) => kind === 'ConfigMap' && cniConfigs.has(name))
      .map(({ namespace, name }) => `ConfigMap \`${namespace}/${name}\``),
    ...cniAnnotations.flatMap(prefix =>
      named(facts, annotations, prefix).map(words => `annotation ${words}`),
    ),
    ...cniLabels.flatMap(prefix =>
      named(facts, node => labels(node).map(label => `${label}=${node.labels[label]}`), prefix).map(
        words => `label ${words}`,
      ),
    ),
  ]
}

function distroSeen(facts: ClusterFacts): string[] {
  const versions = Map.groupBy(facts.nodes, node => node.kubeletVersion)
  const systems = [...new Set(facts.nodes.map(node => node.osImage).filter(Boolean))]
  return [
    ...[...versions]
      .filter(([version]) => version !== '')
      .map(([version, nodes]) => `kubelet \`${version}\` ${onNodes(nodes.length, facts)}`),
    ...systems.map(system => `system \`${system}\``),
    ...distroLabels.flatMap(prefix => named(facts, labels, prefix).map(words => `label ${words}`)),
  ]
}

function cloudSeen(facts: ClusterFacts): string[] {
  const scheme = ({ providerId }: NodeFacts) => /^[a-z0-9-]+:\/\//i.exec(providerId ?? '')?.[0] ?? null
  const schemes = Map.groupBy(facts.nodes, scheme)
  return [...schemes].map(([found, nodes]) =>
    found === null
      ? `no providerID ${onNodes(nodes.length, facts)}: no cloud’s controller is in charge of them`
      : `providerID \`${found}…\` ${onNodes(nodes.length, facts)}`,
  )
}

/** CNI, distribution and cloud as detected, each with what was seen of it. */
export function clusterEvidence(
  facts: ClusterFacts | null,
  detected: { cni: string | null; distro: string | null; cloud: string | null },
): Trait[] {
  return [
    { title: 'CNI', value: detected.cni, seen: facts ? cniSeen(facts) : [] },
    { title: 'Distribution', value: detected.distro, seen: facts ? distroSeen(facts) : [] },
    { title: 'Cloud', value: detected.cloud, seen: facts ? cloudSeen(facts) : [] },
  ]
}
