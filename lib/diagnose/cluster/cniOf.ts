import type { ClusterFacts, NodeFacts } from '#lib/tailnet/cluster.ts'
import { findDaemonSet } from './findDaemonSet.ts'
import { findObject } from './findObject.ts'

/** Whose code rewrites the source of a packet that leaves a pod. */
export type Cni =
  | 'aws-vpc'
  | 'eks-auto'
  | 'eks-fargate'
  | 'calico'
  | 'canal'
  | 'flannel'
  | 'cilium'
  | 'azure-cilium'
  | 'azure-overlay'
  | 'azure'
  | 'kubenet'
  | 'gke-dataplane-v2'
  | 'gke'
  | 'ip-masq-agent'
  | 'kindnet'
  | 'weave'
  | 'antrea'
  | 'ovn'
  | 'kube-router'

const nodeHas = (facts: ClusterFacts, test: (labels: Record<string, string>) => boolean) =>
  facts.nodes.some(node => test(node.labels))
const annotated = (facts: ClusterFacts, prefix: string) =>
  facts.nodes.some(node => Object.keys(node.annotations).some(name => name.startsWith(prefix)))

/**
 * How a CNI shows; the first row that fits. Chained ones stand above what they are chained to: Calico beside the
 * VPC CNI only filters, and Canal is Calico's policies on Flannel's network.
 */
const signs: readonly [Cni, (facts: ClusterFacts) => boolean][] = [
  ['aws-vpc', facts => findDaemonSet(facts, 'aws-node') !== null],
  ['eks-auto', facts => nodeHas(facts, labels => labels['eks.amazonaws.com/compute-type'] === 'auto')],
  [
    'azure-cilium',
    facts => nodeHas(facts, labels => labels['kubernetes.azure.com/ebpf-dataplane'] === 'cilium'),
  ],
  [
    'azure-overlay',
    facts =>
      nodeHas(
        facts,
        labels =>
          labels['kubernetes.azure.com/podnetwork-type'] === 'overlay' ||
          labels['kubernetes.azure.com/azure-cni-overlay'] === 'true',
      ),
  ],
  ['azure', facts => findDaemonSet(facts, 'azure-cns', 'azure-cni') !== null],
  // On GKE Calico only filters; the masquerade is Google's.
  ['gke', facts => isGke(facts) && findDaemonSet(facts, 'calico-node') !== null],
  ['canal', facts => findDaemonSet(facts, 'canal', 'rke2-canal') !== null],
  ['calico', facts => findDaemonSet(facts, 'calico-node') !== null],
  ['gke-dataplane-v2', facts => findDaemonSet(facts, 'anetd') !== null],
  [
    'cilium',
    facts =>
      findDaemonSet(facts, 'cilium') !== null || findObject(facts, 'ConfigMap', 'cilium-config') !== null,
  ],
  ['flannel', facts => findDaemonSet(facts, 'kube-flannel-ds', 'kube-flannel') !== null],
  ['antrea', facts => findDaemonSet(facts, 'antrea-agent') !== null],
  ['ovn', facts => findDaemonSet(facts, 'ovnkube-node') !== null || annotated(facts, 'k8s.ovn.org/')],
  ['kindnet', facts => findDaemonSet(facts, 'kindnet') !== null],
  ['weave', facts => findDaemonSet(facts, 'weave-net') !== null],
  ['kube-router', facts => findDaemonSet(facts, 'kube-router') !== null],
  // k3s runs flannel inside its own process: no DaemonSet, only the annotations.
  ['flannel', facts => annotated(facts, 'flannel.alpha.coreos.com/')],
  ['gke', isGke],
  [
    'ip-masq-agent',
    facts => findDaemonSet(facts, 'ip-masq-agent', 'azure-ip-masq-agent') !== null && !isAks(facts),
  ],
  ['kubenet', isAks],
]

function isGke(facts: ClusterFacts): boolean {
  return facts.nodes.some(node => 'cloud.google.com/gke-nodepool' in node.labels)
}

function isAks(facts: ClusterFacts): boolean {
  return facts.nodes.some(node =>
    Object.keys(node.labels).some(label => label.startsWith('kubernetes.azure.com/')),
  )
}

/** What EKS calls the kinds of nodes on which aws-node does not run (EKS User Guide: Fargate, Auto Mode, hybrid nodes). */
function eksCniOf(facts: ClusterFacts, compute: string | undefined): Cni | null {
  switch (compute) {
    case 'fargate':
      return 'eks-fargate'
    case 'auto':
      return 'eks-auto'
    case 'hybrid':
      return shownBy(facts, ['aws-vpc', 'eks-auto'])
    default:
      return shownBy(facts, ['eks-auto'])
  }
}

const shownBy = (facts: ClusterFacts, without: readonly Cni[]) =>
  signs.find(([cni, isOne]) => !without.includes(cni) && isOne(facts))?.[0] ?? null

/**
 * The CNI of a cluster, or of one of its nodes: EKS mixes kinds of them. Null where DaemonSets and node annotations show
 * none that is known.
 */
export function cniOf(facts: ClusterFacts, node: NodeFacts | null = null): Cni | null {
  return node ? eksCniOf(facts, node.labels['eks.amazonaws.com/compute-type']) : shownBy(facts, [])
}
