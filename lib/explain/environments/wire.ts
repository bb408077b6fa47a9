/** Kubernetes objects as `kubectl get -o json` prints them, as far as anyone reads them. */
export type Wire = Record<string, unknown>

interface NodeWords {
  internal?: string[]
  external?: string
  provider?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  kubelet?: string
  os?: string
  podCidrs?: string[]
}

/** Where every subject's pod and its node stand, unless the environment says otherwise. */
export const standard = {
  pod: '10.70.1.7',
  node: '10.70.0.10',
  external: '198.51.100.150',
  edge: '203.0.113.150',
}

export function node(words: NodeWords = {}, name = 'node-a'): Wire {
  const { internal = [standard.node], external, podCidrs = ['10.70.1.0/24'] } = words
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: `uid-${name}`, labels: words.labels ?? {}, annotations: words.annotations ?? {} },
    spec: { podCIDRs: podCidrs, ...(words.provider ? { providerID: words.provider } : {}) },
    status: {
      addresses: [
        ...internal.map(address => ({ type: 'InternalIP', address })),
        ...(external ? [{ type: 'ExternalIP', address: external }] : []),
        { type: 'Hostname', address: name },
      ],
      nodeInfo: { kubeletVersion: words.kubelet ?? 'v1.35.4', osImage: words.os ?? 'Debian GNU/Linux 13' },
    },
  }
}

interface DaemonWords {
  image?: string
  args?: string[]
  env?: Record<string, string>
  namespace?: string
}

export function daemonSet(name: string, words: DaemonWords = {}): Wire {
  const env = Object.entries(words.env ?? {}).map(([name, value]) => ({ name, value }))
  const container = { name, image: words.image ?? `${name}:v1.0.0`, args: words.args ?? [], env }
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: words.namespace ?? 'kube-system', uid: `uid-${name}` },
    spec: { template: { spec: { containers: [container] } } },
  }
}

export const configMap = (name: string, data: Record<string, string>): Wire => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'kube-system', uid: `uid-${name}` },
  data,
})

/** Any other object; without a namespace where `namespace` is null. */
export const custom = (
  apiVersion: string,
  kind: string,
  name: string,
  spec: Wire,
  namespace: string | null = null,
  status: Wire = {},
): Wire => ({
  apiVersion,
  kind,
  metadata: { name, uid: `uid-${kind}-${name}`, ...(namespace ? { namespace } : {}) },
  spec,
  status,
})

export const networkPolicy = (spec: Wire): Wire =>
  custom(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'egress',
    { podSelector: {}, policyTypes: ['Egress'], ...spec },
    'apps',
  )

export interface PodWords {
  hostNetwork?: boolean
  /** PORT */
  port?: number
  /** A UDP hostPort, and the containerPort where it is another. */
  hostPort?: number
  containerPort?: number
  env?: Record<string, string>
  labels?: Record<string, string>
  node?: string
  ips?: string[]
}

/** A pod that runs tailscale. */
export function pod(words: PodWords = {}, name = 'subject-0'): Wire {
  const { hostNetwork = false, port, hostPort, env = {}, node: nodeName = 'node-a' } = words
  const ips = words.ips ?? [hostNetwork ? standard.node : standard.pod]
  const all = { TS_USERSPACE: 'true', TS_KUBE_SECRET: name, ...(port ? { PORT: String(port) } : {}), ...env }
  const udp = hostPort ?? (hostNetwork ? port : undefined)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'apps',
      uid: `uid-pod-${name}`,
      labels: { app: 'subject', ...words.labels },
    },
    spec: {
      nodeName,
      hostNetwork,
      containers: [
        {
          name: 'tailscale',
          image: 'ghcr.io/tailscale/tailscale:v1.98.1',
          env: Object.entries(all).map(([name, value]) => ({ name, value })),
          ports: udp ? [{ containerPort: words.containerPort ?? udp, hostPort: udp, protocol: 'UDP' }] : [],
        },
      ],
    },
    status: {
      phase: 'Running',
      podIP: ips[0],
      podIPs: ips.map(ip => ({ ip })),
      hostIP: standard.node,
      startTime: '2026-11-22T08:00:00Z',
    },
  }
}
