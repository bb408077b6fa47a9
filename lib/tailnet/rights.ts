import type { Tier } from './finding.ts'

/** A scope of a Tailscale API credential. */
export interface ScopeRule {
  scope: string
  why: string
  /** Without it the tier still gives its part. */
  isOptional: boolean
}

/** A rule of Kubernetes RBAC, and what it is for. */
export interface RbacRule {
  /** API group; empty for the core group. */
  group: string
  /** As RBAC writes them: with the subresource, `pods/exec`. */
  resources: readonly string[]
  verbs: readonly ('get' | 'list' | 'watch' | 'create')[]
  /** Null for all objects of the resources. */
  names: readonly string[] | null
  why: string
  /** The group belongs to an operator or a CNI and is absent from most clusters. */
  isAddOn: boolean
}

/** A role of Kubernetes with its rules, kept as a manifest. */
export interface RoleRights {
  /** Under deploy/rbac/. */
  file: string
  name: string
  /** For the whole cluster, or once for each namespace that is chosen. */
  reach: 'cluster' | 'namespace'
  /** At the head of the manifest, a line each. */
  words: readonly string[]
  rules: readonly RbacRule[]
}

/** What a tier gives and all it needs. */
export interface TierWords {
  tier: Tier
  gives: string
  scopes: readonly ScopeRule[]
  role: RoleRights | null
  /** What else must be so; null for nothing. */
  condition: string | null
}

/** One that a right of ours opens. */
export interface TierRights extends TierWords {
  tier: Exclude<Tier, 'push'>
}

/** The account for which the manifests are written. */
export const account = { name: 'tailpath', namespace: 'tailpath' } as const

const watched = ['get', 'list', 'watch'] as const
const kinds = (group: string, resources: readonly string[], why: string): RbacRule => ({
  group,
  resources,
  verbs: watched,
  names: null,
  why,
  isAddOn: group.includes('.') && group !== 'networking.k8s.io',
})
const ofPods = (resources: readonly string[], verbs: RbacRule['verbs'], why: string): RbacRule => ({
  group: '',
  resources,
  verbs,
  names: null,
  why,
  isAddOn: false,
})

/**
 * The rights of each tier, least first: the one place from which deploy/rbac, the README's table and `npm run check` are
 * made. Never asked for: Secrets (a state Secret is the device itself) and nodes/proxy (it reaches every pod's exec).
 */
export const rights: readonly TierRights[] = [
  {
    tier: 'T0',
    gives: 'devices, and their NAT as each client reported it',
    scopes: [
      { scope: 'devices:core:read', why: 'the device list', isOptional: false },
      { scope: 'policy_file:read', why: 'relay grants and `randomizeClientPort`', isOptional: true },
      {
        scope: 'feature_settings:read',
        why: 'settings of the tailnet (who keeps the policy file: with `policy_file:read`)',
        isOptional: true,
      },
    ],
    role: null,
    condition: null,
  },
  {
    tier: 'T1',
    gives: 'pods, nodes, CNI, network policies, operator resources',
    scopes: [],
    role: {
      file: 't1-objects.yaml',
      name: 'tailpath-objects',
      reach: 'cluster',
      words: ['T1: Kubernetes objects. Tells pods, nodes, CNI and policies; reads no Secret.'],
      rules: [
        kinds('', ['pods'], 'which pods run tailscale, where, with which ports and settings'),
        kinds('', ['nodes'], 'public addresses, zones, kubelet versions'),
        kinds('', ['namespaces'], 'who the cluster is (kube-system); labels that policies select by'),
        kinds('', ['services'], 'NodePorts, and parents of operator proxies'),
        kinds(
          'apps',
          ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
          'owners of the pods, which a patch must change; the CNI by its DaemonSet',
        ),
        kinds(
          'networking.k8s.io',
          ['networkpolicies', 'ingresses'],
          'policies that shut UDP; parents of operator proxies',
        ),
        kinds(
          'tailscale.com',
          ['connectors', 'proxyclasses', 'proxygroups', 'peerrelays'],
          'the operator: static endpoints, ports, peer relays',
        ),
        kinds('crd.projectcalico.org', ['ippools', 'felixconfigurations'], 'how Calico translates addresses'),
        kinds(
          'cilium.io',
          ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies', 'ciliumegressgatewaypolicies'],
          'policies that shut UDP, egress gateways',
        ),
        kinds('eks.amazonaws.com', ['nodeclasses'], 'how EKS Auto Mode translates addresses'),
        {
          group: '',
          resources: ['configmaps'],
          verbs: ['get'],
          names: [
            'cilium-config',
            'ip-masq-agent',
            'azure-ip-masq-agent-config',
            'azure-ip-masq-agent-config-reconciled',
            'antrea-config',
            'kube-flannel-cfg',
            'kube-proxy',
            'amazon-vpc-cni',
          ],
          why: 'how the other CNIs translate addresses; these by name, no others',
          isAddOn: false,
        },
      ],
    },
    condition: null,
  },
  {
    tier: 'T2',
    gives: 'bytes by path, without any right of the cluster',
    scopes: [],
    role: null,
    condition:
      'network reach to port 9002 of the pods; off until `metrics.byPodIp` in the configuration file',
  },
  {
    tier: 'T3',
    gives: 'bytes by path, NetInfo and typed endpoints',
    scopes: [],
    role: {
      file: 't3-metrics-logs.yaml',
      name: 'tailpath-metrics-logs',
      reach: 'namespace',
      words: [
        'T3: bytes by path (pods/proxy) and NetInfo (pods/log), in one namespace. Apply once for each namespace with',
        'tailscale pods: kubectl -n NAMESPACE apply -f t3-metrics-logs.yaml',
      ],
      rules: [
        ofPods(['pods/proxy'], ['get'], 'port 9002 of the pod: bytes by path'),
        ofPods(['pods/log'], ['get'], 'lines of tailscaled: NetInfo, typed endpoints'),
      ],
    },
    condition: null,
  },
  {
    tier: 'T4',
    gives: 'who talks to whom, by which path',
    scopes: [],
    role: {
      file: 't4-exec.yaml',
      name: 'tailpath-exec',
      reach: 'namespace',
      words: [
        'T4: who talks to whom, by `tailscale status --json --active` in the pod, in one namespace. Exec is as good as',
        'root in that container: grant it where you would grant a colleague a shell.',
        'kubectl -n NAMESPACE apply -f t4-exec.yaml',
      ],
      rules: [
        ofPods(
          ['pods/exec'],
          ['get', 'create'],
          'both: a WebSocket exec is a GET, and from Kubernetes 1.35 on it needs create as well',
        ),
      ],
    },
    condition: 'off until `exec.namespaces` in the configuration file names them',
  },
]

/** Beside the tiers: whoever lets nobody in tells by itself. */
export const pushing: TierWords = {
  tier: 'push',
  gives: 'the same of pods and hosts that tell it themselves',
  scopes: [],
  role: null,
  condition: 'a token for `deploy/push/push.sh`, and no right in any cluster',
}
