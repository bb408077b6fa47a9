import type { KubeObject } from '../../model.ts'

/** A kind of object, by the name under which the API serves it. */
export interface ResourceKind {
  /** Empty for the core group. */
  group: string
  version: string
  plural: string
  kind: string
  namespaced: boolean
  /** Of a CustomResourceDefinition: there only in clusters that installed it, and without strategic merge. */
  isCustom: boolean
}

type Row = [group: string, version: string, plural: string, kind: string, scope: 'namespaced' | 'cluster']

const builtIn: Row[] = [
  ['', 'v1', 'pods', 'Pod', 'namespaced'],
  ['', 'v1', 'nodes', 'Node', 'cluster'],
  ['', 'v1', 'namespaces', 'Namespace', 'cluster'],
  ['', 'v1', 'services', 'Service', 'namespaced'],
  ['', 'v1', 'configmaps', 'ConfigMap', 'namespaced'],
  ['', 'v1', 'events', 'Event', 'namespaced'],
  ['', 'v1', 'secrets', 'Secret', 'namespaced'],
  ['', 'v1', 'serviceaccounts', 'ServiceAccount', 'namespaced'],
  ['', 'v1', 'endpoints', 'Endpoints', 'namespaced'],
  ['apps', 'v1', 'deployments', 'Deployment', 'namespaced'],
  ['apps', 'v1', 'statefulsets', 'StatefulSet', 'namespaced'],
  ['apps', 'v1', 'daemonsets', 'DaemonSet', 'namespaced'],
  ['apps', 'v1', 'replicasets', 'ReplicaSet', 'namespaced'],
  ['batch', 'v1', 'jobs', 'Job', 'namespaced'],
  ['batch', 'v1', 'cronjobs', 'CronJob', 'namespaced'],
  ['networking.k8s.io', 'v1', 'networkpolicies', 'NetworkPolicy', 'namespaced'],
  ['networking.k8s.io', 'v1', 'ingresses', 'Ingress', 'namespaced'],
  ['discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice', 'namespaced'],
]

/** What an operator or a CNI installs as a whole. */
const custom: Row[] = [
  ['tailscale.com', 'v1alpha1', 'connectors', 'Connector', 'cluster'],
  ['tailscale.com', 'v1alpha1', 'proxyclasses', 'ProxyClass', 'cluster'],
  ['tailscale.com', 'v1alpha1', 'proxygroups', 'ProxyGroup', 'cluster'],
  ['tailscale.com', 'v1alpha1', 'peerrelays', 'PeerRelay', 'cluster'],
  ['tailscale.com', 'v1alpha1', 'recorders', 'Recorder', 'cluster'],
  ['tailscale.com', 'v1alpha1', 'dnsconfigs', 'DNSConfig', 'cluster'],
  ['crd.projectcalico.org', 'v1', 'ippools', 'IPPool', 'cluster'],
  ['crd.projectcalico.org', 'v1', 'felixconfigurations', 'FelixConfiguration', 'cluster'],
  ['cilium.io', 'v2', 'ciliumnetworkpolicies', 'CiliumNetworkPolicy', 'namespaced'],
  ['cilium.io', 'v2', 'ciliumclusterwidenetworkpolicies', 'CiliumClusterwideNetworkPolicy', 'cluster'],
  ['cilium.io', 'v2', 'ciliumegressgatewaypolicies', 'CiliumEgressGatewayPolicy', 'cluster'],
  ['eks.amazonaws.com', 'v1', 'nodeclasses', 'NodeClass', 'cluster'],
]

const kindOf =
  (isCustom: boolean) =>
  ([group, version, plural, kind, scope]: Row): ResourceKind => ({
    group,
    version,
    plural,
    kind,
    namespaced: scope === 'namespaced',
    isCustom,
  })

const groupOf = (object: KubeObject) =>
  object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : ''

/** DaemonSets whose product brings custom resources even where none of them is in use. */
const broughtBy: Record<string, string> = { cilium: 'cilium.io', 'calico-node': 'crd.projectcalico.org' }

/** The kinds that a cluster serves: Kubernetes' own, and the custom ones of what is installed in it. */
export function resourceKinds(objects: readonly KubeObject[]): ResourceKind[] {
  const installed = new Set(objects.map(groupOf))
  for (const { kind, metadata } of objects) {
    if (kind === 'DaemonSet') installed.add(broughtBy[metadata.name])
  }
  return [
    ...builtIn.map(kindOf(false)),
    ...custom.map(kindOf(true)).filter(({ group }) => installed.has(group)),
  ]
}

export const apiVersionOf = ({ group, version }: ResourceKind) =>
  group === '' ? version : `${group}/${version}`

/** As messages name it: `deployments.apps`, `pods`. */
export const resourceName = ({ group, plural }: ResourceKind) =>
  group === '' ? plural : `${plural}.${group}`
