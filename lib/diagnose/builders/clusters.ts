import type { ClusterFacts, DaemonSetFacts, KeptObject, NodeFacts } from '#lib/tailnet/cluster.ts'
import { clusterId } from '#lib/tailnet/ids.ts'

/** A node: private unless it has an ExternalIP. */
export function node(name: string, more: Partial<NodeFacts> = {}): NodeFacts {
  return {
    name,
    internalIps: ['10.20.0.10'],
    externalIps: [],
    providerId: null,
    labels: {},
    annotations: {},
    kubeletVersion: 'v1.35.4',
    osImage: 'Debian GNU/Linux 13',
    podCidrs: ['10.20.10.0/24'],
    ...more,
  }
}

interface Container {
  image?: string
  args?: string[]
  env?: Record<string, string>
}

/** A DaemonSet of one container. */
export function daemonSet(
  name: string,
  { image = 'example:v1.0.0', args = [], env = {} }: Container = {},
): DaemonSetFacts {
  return {
    namespace: 'kube-system',
    name,
    containers: [{ name, image, args, env: Object.entries(env).map(([name, value]) => ({ name, value })) }],
    labels: {},
    annotations: {},
  }
}

/** An object as kept. */
export function object(kind: string, name: string, more: Partial<KeptObject> = {}): KeptObject {
  return {
    apiVersion: 'v1',
    kind,
    namespace: null,
    name,
    uid: `${kind}/${name}`,
    labels: {},
    annotations: {},
    managers: [],
    spec: {},
    status: {},
    data: {},
    ...more,
  }
}

export const configMap = (name: string, data: Record<string, string>) => object('ConfigMap', name, { data })
export const custom = (
  kind: string,
  name: string,
  spec: Record<string, unknown>,
  apiVersion = 'example/v1',
) => object(kind, name, { apiVersion, spec })

/** A cluster of one node, which stands by the subject's pod. */
export function cluster(more: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    id: clusterId('c1'),
    name: 'c1',
    nodes: [node('node-a')],
    pods: [],
    hostPortsInUse: [],
    daemonSets: [],
    objects: [],
    unseen: [],
    ...more,
  }
}

const inCloud = (scheme: string, labels: Record<string, string> = {}, externalIp?: string) =>
  node('node-a', { providerId: `${scheme}:///zone/id`, labels, externalIps: externalIp ? [externalIp] : [] })

/** EKS with the VPC CNI; `env` is that of aws-node. */
export const eks = (env: Record<string, string> = {}, externalIp?: string) =>
  cluster({
    nodes: [inCloud('aws', { 'eks.amazonaws.com/nodegroup': 'a' }, externalIp)],
    daemonSets: [daemonSet('aws-node', { env })],
  })

export const eksAuto = (snatPolicy: string | null, externalIp?: string) =>
  cluster({
    nodes: [inCloud('aws', { 'eks.amazonaws.com/compute-type': 'auto' }, externalIp)],
    objects: snatPolicy ? [custom('NodeClass', 'default', { snatPolicy }, 'eks.amazonaws.com/v1')] : [],
  })

export const aks = (externalIp?: string) =>
  cluster({
    nodes: [inCloud('azure', { 'kubernetes.azure.com/podnetwork-type': 'overlay' }, externalIp)],
    daemonSets: [daemonSet('azure-cns'), daemonSet('azure-ip-masq-agent')],
  })

/** GKE with an ip-masq-agent of this version; null runs none. */
export const gke = (version: string | null, args: string[] = [], config = '', externalIp?: string) =>
  cluster({
    nodes: [inCloud('gce', { 'cloud.google.com/gke-nodepool': 'p' }, externalIp)],
    daemonSets: version
      ? [daemonSet('ip-masq-agent', { image: `gke.gcr.io/ip-masq-agent:${version}`, args })]
      : [],
    objects: config ? [configMap('ip-masq-agent', { config })] : [],
  })

export const calico = (pool: Record<string, unknown>, felix: Record<string, unknown> = {}) =>
  cluster({
    daemonSets: [daemonSet('calico-node')],
    objects: [
      custom('IPPool', 'default', { cidr: '10.20.0.0/16', ...pool }),
      custom('FelixConfiguration', 'default', felix),
    ],
  })

export const flannel = (args: string[]) =>
  cluster({ daemonSets: [daemonSet('kube-flannel-ds', { args: ['--kube-subnet-mgr', ...args] })] })

export const k3s = () =>
  cluster({
    nodes: [
      node('node-a', {
        providerId: 'k3s://node-a',
        kubeletVersion: 'v1.35.4+k3s1',
        annotations: { 'flannel.alpha.coreos.com/backend-type': 'vxlan' },
      }),
    ],
  })

export const cilium = (config: Record<string, string>) =>
  cluster({ daemonSets: [daemonSet('cilium')], objects: [configMap('cilium-config', config)] })

export const antrea = (config: string) =>
  cluster({
    daemonSets: [daemonSet('antrea-agent')],
    objects: [configMap('antrea-config', { 'antrea-agent.conf': config })],
  })

/** A cluster whose only sign is one DaemonSet. */
export const running = (name: string) => cluster({ daemonSets: [daemonSet(name)] })
