/** How a made-up workload is run, and so in which network its tailscaled stands. */
export interface DemoWorkload {
  cluster: string
  namespace: string
  name: string
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'
  /** Nodes of its pods, one each. */
  nodes: string[]
  /** Runs beside another container of the team's. */
  sidecarOf?: string
  hostNetwork?: true
  port?: number
  nodeSelector?: Record<string, string>
  /** Made by the Tailscale operator for this object. */
  parent?: { type: 'ingress' | 'svc' | 'connector'; namespace?: string; name: string }
  /** Subnets that it routes. */
  routes?: string[]
  /** A NetworkPolicy that leaves no UDP but DNS out of the namespace. */
  udpBlocked?: true
  /** The policy file lets it use the peer relay. */
  relayed?: true
  wanders?: true
  /** Its container is killed once in so many hours. */
  restartHours?: number
}

const deployment = (
  cluster: string,
  namespace: string,
  name: string,
  nodes: string[],
  more: Partial<DemoWorkload> = {},
): DemoWorkload => ({ cluster, namespace, name, kind: 'Deployment', nodes, sidecarOf: name, ...more })

const set = (
  cluster: string,
  namespace: string,
  name: string,
  node: string,
  more: Partial<DemoWorkload> = {},
): DemoWorkload => ({ cluster, namespace, name, kind: 'StatefulSet', nodes: [node], ...more })

/** The teams' workloads that fill the clusters of the lab. Synthetic; their networks are the recorded clusters'. */
export const demoWorkloads: DemoWorkload[] = [
  deployment('eks-prod', 'payments', 'payments-api', ['eks-a', 'eks-b']),
  deployment('eks-prod', 'data', 'airflow', ['eks-a'], { relayed: true }),
  deployment('eks-prod', 'ci', 'ci-runner', ['eks-c'], { restartHours: 8 }),
  set('eks-prod', 'monitoring', 'prometheus', 'eks-g', {
    hostNetwork: true,
    port: 41641,
    nodeSelector: { 'kubernetes.io/hostname': 'eks-g' },
  }),
  {
    cluster: 'eks-prod',
    namespace: 'logging',
    name: 'log-forwarder',
    kind: 'DaemonSet',
    nodes: ['eks-b', 'eks-g'],
    hostNetwork: true,
    port: 41650,
    nodeSelector: { 'example.com/log-forwarder': 'true' },
  },
  set('eks-prod', 'tailscale', 'ts-grafana-9xk2m', 'eks-b', {
    parent: { type: 'ingress', namespace: 'monitoring', name: 'grafana' },
  }),
  set('eks-prod', 'tailscale', 'ts-orders-db-q7w4z', 'eks-a', {
    parent: { type: 'svc', namespace: 'orders', name: 'orders-db' },
  }),
  deployment('eks-none', 'web', 'checkout', ['none-a', 'none-b']),
  deployment('eks-none', 'web', 'search', ['none-b']),
  set('eks-none', 'platform', 'vault', 'none-a'),
  deployment('gke-private', 'ml', 'feature-store', ['gke-a']),
  deployment('gke-private', 'ml', 'notebook-hub', ['gke-b']),
  set('gke-private', 'tailscale', 'ts-vpc-router-h4m8t', 'gke-b', {
    parent: { type: 'connector', name: 'vpc-router' },
    routes: ['10.24.0.0/16'],
  }),
  deployment('gke-private', 'monitoring', 'metrics-agent', ['gke-a'], { wanders: true }),
  deployment('dc-cilium', 'warehouse', 'inventory', ['dc2-a', 'dc2-b']),
  set('dc-cilium', 'backup', 'restic', 'dc2-b'),
  deployment('dc-cilium', 'pci', 'card-vault', ['dc2-b'], { udpBlocked: true }),
  deployment('dc-calico', 'erp', 'erp-sync', ['dc1-b']),
  deployment('dc-calico', 'erp', 'label-printer', ['dc1-a']),
  deployment('dc-dual', 'edge', 'telemetry', ['dc6-a']),
  deployment('dc-noudp', 'factory', 'mes-bridge', ['dc4-a']),
]
