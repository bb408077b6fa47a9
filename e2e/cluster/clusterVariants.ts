import type { KubeObject } from '#lib/fake/model.ts'
import { edit, editDaemon, editPods, isOperated, named, without } from './editObjects.ts'
import type { Variant } from './podVariants.ts'

const variant = (name: string, change: Variant['change']): Variant => ({ name, change })
const has = (objects: readonly KubeObject[], kind: string, name: string) => objects.some(named(kind, name))
const made = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: object,
  namespace?: string,
): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, uid: `made-${kind}-${name}`, ...(namespace ? { namespace } : {}) },
  ...rest,
})

const felix = (name: string, spec: object) =>
  made('crd.projectcalico.org/v1', 'FelixConfiguration', name, { spec })

/** As GKE ships it, not told to leave all as it is. */
const masquerading = (objects: readonly KubeObject[]) =>
  edit(objects, named('ConfigMap', 'ip-masq-agent'), object => {
    object.data = { config: 'nonMasqueradeCIDRs:\n- 10.0.0.0/8\nresyncInterval: 60s\n' }
  })

const isPort = ({ name }: { name: string }) => name === 'PORT'
const low = { name: 'PORT', value: '20001' }

/** In the pods, and where the operator has it from. */
function lowPort(objects: readonly KubeObject[]): KubeObject[] | null {
  const ofClass = edit(objects, named('ProxyClass', 'fixed-port'), ({ spec }) => {
    const { statefulSet } = spec as { statefulSet: { pod: { tailscaleContainer: { env: object[] } } } }
    statefulSet.pod.tailscaleContainer.env = [low]
  })
  return editPods(
    ofClass ?? objects,
    (_, container) => {
      container.env = [...(container.env ?? []).filter(each => !isPort(each)), low]
    },
    () => true,
  )
}

const bpf = { 'enable-bpf-masquerade': 'true', 'kube-proxy-replacement': 'true' }

/** What a CNI's own objects may look like besides. */
const cniVariants: Variant[] = [
  variant('the VPC CNI beside its agent, its variable by reference', objects =>
    editDaemon(objects, 'aws-node', containers => {
      const [node] = containers
      const env = node?.env?.find(({ name }) => name === 'AWS_VPC_K8S_CNI_RANDOMIZESNAT')
      if (env) {
        delete env.value
        env.valueFrom = { configMapKeyRef: { name: 'amazon-vpc-cni', key: 'snat' } }
      }
      containers.unshift({ name: 'aws-eks-nodeagent', image: 'example.com/agent:v1', env: [] })
    }),
  ),
  variant('the VPC CNI without the variable', objects =>
    editDaemon(objects, 'aws-node', ([node]) => {
      if (node) delete node.env
    }),
  ),
  variant('without a FelixConfiguration', objects =>
    has(objects, 'FelixConfiguration', 'default') ? without(objects, named('FelixConfiguration')) : null,
  ),
  variant('with other overrides for Felix', objects =>
    edit(objects, named('FelixConfiguration'), object => {
      const spec = object.spec as object
      object.spec = { ...spec, featureDetectOverride: 'RestoreSupportsLock=,MASQFullyRandom=true' }
    }),
  ),
  variant('with a FelixConfiguration of the node', objects =>
    has(objects, 'FelixConfiguration', 'default')
      ? [...objects, felix('node.dc1-a', { featureDetectOverride: 'SNATFullyRandom=true' })]
      : null,
  ),
  variant('Flannel that knows the flag, with its arguments in the command', objects =>
    editDaemon(objects, 'kube-flannel-ds', ([flannel]) => {
      if (!flannel) return
      flannel.image = 'ghcr.io/flannel-io/flannel:v0.28.1'
      flannel.command = ['/opt/bin/flanneld', ...(flannel.args ?? [])]
      delete flannel.args
    }),
  ),
  variant('ip-masq-agent that masquerades', masquerading),
  variant('ip-masq-agent with its arguments in the command', objects =>
    editDaemon(masquerading(objects) ?? [], 'ip-masq-agent', ([agent]) => {
      if (!agent) return
      agent.command = ['/ip-masq-agent', ...(agent.args ?? [])]
      delete agent.args
    }),
  ),
  variant('ip-masq-agent without arguments', objects =>
    editDaemon(masquerading(objects) ?? [], 'ip-masq-agent', ([agent]) => {
      if (agent) delete agent.args
    }),
  ),
  variant('Cilium with random ports by iptables', objects =>
    edit(objects, named('ConfigMap', 'cilium-config'), object => {
      object.data = { ...(object.data as object), 'iptables-random-fully': 'true' }
    }),
  ),
  variant('Cilium with BPF masquerade and host ports', objects =>
    edit(objects, named('ConfigMap', 'cilium-config'), object => {
      object.data = { ...(object.data as object), ...bpf }
    }),
  ),
  variant('Cilium with BPF masquerade, and a low PORT', objects => {
    const changed = edit(objects, named('ConfigMap', 'cilium-config'), object => {
      object.data = { ...(object.data as object), ...bpf }
    })
    return changed && lowPort(changed)
  }),
  variant('Cilium with BPF masquerade in place of the VPC CNI, and a low PORT', objects => {
    const changed = edit(objects, named('DaemonSet', 'aws-node'), object => {
      object.metadata = { name: 'cilium', namespace: 'kube-system', uid: 'made-cilium' }
    })
    const config = made('v1', 'ConfigMap', 'cilium-config', { data: bpf }, 'kube-system')
    return changed && lowPort([...changed, config])
  }),
  variant('Antrea with random ports', objects => {
    if (!has(objects, 'DaemonSet', 'cilium')) return null
    const conf = 'featureGates:\nsnatFullyRandomPorts: true\ntrafficEncapMode: encap\n'
    const data = { 'antrea-agent.conf': conf, 'antrea-cni.conflist': '{}' }
    const antrea = edit(objects, named('DaemonSet', 'cilium'), object => {
      object.metadata = { name: 'antrea-agent', namespace: 'kube-system', uid: 'made-antrea-agent' }
    })
    return [
      ...without(antrea ?? [], named('ConfigMap', 'cilium-config')),
      made('v1', 'ConfigMap', 'antrea-config', { data }, 'kube-system'),
    ]
  }),
]

const onlyTcp = { toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }], toEntities: ['world'] }

const policyVariants: Variant[] = [
  variant('under a policy without rules', objects => [
    ...without(objects, named('NetworkPolicy')),
    made(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'nothing-out',
      { spec: { podSelector: {}, policyTypes: ['Egress'] } },
      'apps',
    ),
  ]),
  variant('under a CiliumNetworkPolicy', objects =>
    has(objects, 'DaemonSet', 'cilium')
      ? [
          ...without(objects, named('NetworkPolicy')),
          made(
            'cilium.io/v2',
            'CiliumNetworkPolicy',
            'web',
            { spec: { endpointSelector: {}, egress: [onlyTcp] } },
            'apps',
          ),
        ]
      : null,
  ),
  variant('under a CiliumClusterwideNetworkPolicy', objects =>
    has(objects, 'DaemonSet', 'cilium')
      ? [
          ...without(objects, named('NetworkPolicy')),
          made('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', 'web', {
            spec: { endpointSelector: {}, egress: [onlyTcp] },
          }),
        ]
      : null,
  ),
]

const isNodePort = named('Service', 'edge-0-nodeport')
const noEndpoints = (objects: readonly KubeObject[]) =>
  edit(without(objects, isNodePort), named('ProxyClass', 'public'), object => {
    object.spec = { metrics: { enable: true } }
  })

const operatorVariants: Variant[] = [
  variant('a ProxyGroup without static endpoints', noEndpoints),
  variant('a ProxyGroup without a class', objects => {
    const bare = edit(without(objects, isNodePort), named('ProxyGroup', 'edge'), object => {
      const { proxyClass: _gone, ...spec } = object.spec as Record<string, unknown>
      object.spec = spec
    })
    return (
      bare &&
      edit(
        bare,
        ({ metadata }) => metadata.labels?.['tailscale.com/parent-resource'] === 'edge',
        ({ metadata }) => {
          delete metadata.labels?.['tailscale.com/proxy-class']
        },
      )
    )
  }),
  variant('a ProxyGroup of the API server', objects =>
    edit(noEndpoints(objects) ?? [], named('ProxyGroup', 'edge'), object => {
      object.spec = { ...(object.spec as object), type: 'kube-apiserver' }
    }),
  ),
  variant('a Connector', objects => {
    const isShop = ({ metadata }: KubeObject) => metadata.labels?.['tailscale.com/parent-resource'] === 'shop'
    const changed = edit(objects, isShop, ({ metadata }) => {
      const { 'tailscale.com/parent-resource-ns': _gone, ...labels } = metadata.labels ?? {}
      metadata.labels = {
        ...labels,
        'tailscale.com/parent-resource': 'router',
        'tailscale.com/parent-resource-type': 'connector',
      }
    })
    const spec = { proxyClass: 'fixed-port', subnetRouter: { advertiseRoutes: ['10.40.0.0/14'] } }
    return changed && [...changed, made('tailscale.com/v1alpha1', 'Connector', 'router', { spec })]
  }),
  variant('a knob that forces the relay in the ProxyClass', objects => {
    const knob = { name: 'TS_DEBUG_NEVER_DIRECT_UDP', value: 'true' }
    const changed = edit(objects, named('ProxyClass', 'fixed-port'), ({ spec }) => {
      const own = spec as { statefulSet: { pod: { tailscaleContainer: { env: object[] } } } }
      own.statefulSet.pod.tailscaleContainer.env.push(knob)
    })
    return changed && editPods(changed, (_, container) => container.env?.push(knob), isOperated)
  }),
  variant('a relay that is there', objects =>
    objects.some(({ apiVersion }) => apiVersion.startsWith('tailscale.com/'))
      ? [
          ...objects,
          made('tailscale.com/v1alpha1', 'PeerRelay', 'relay', {
            spec: { replicas: 1, tags: ['tag:relay'] },
          }),
        ]
      : null,
  ),
]

const nodeVariants: Variant[] = [
  variant('without a public node', objects =>
    objects.some(named('ProxyGroup'))
      ? edit(objects, named('Node'), object => {
          const status = object.status as { addresses: { type: string }[] }
          object.status = {
            ...status,
            addresses: status.addresses.filter(({ type }) => type !== 'ExternalIP'),
          }
        })
      : null,
  ),
]

/** What stands around the pods otherwise than recorded. */
export const clusterVariants: Variant[] = [
  ...cniVariants,
  ...policyVariants,
  ...operatorVariants,
  ...nodeVariants,
]
