import { describe, expect, test } from 'vitest'
import type { ClusterFacts, KeptObject, NodeFacts } from '#lib/tailnet/cluster.ts'
import { clusterId } from '#lib/tailnet/ids.ts'
import { freeNodePorts } from './freeNodePorts.ts'
import { freePort } from './freePort.ts'
import { clientVersion, imageVersion, isAtLeast } from './imageVersion.ts'
import { keeperOf } from './keeper.ts'
import { publicSelector } from './publicSelector.ts'

const node = (name: string, address: string, labels: Record<string, string> = {}): NodeFacts => ({
  name,
  internalIps: address.startsWith('10.') ? [address] : ['10.0.0.1'],
  externalIps: address.startsWith('10.') ? [] : [address],
  providerId: null,
  labels: { 'kubernetes.io/hostname': name, ...labels },
  annotations: {},
  kubeletVersion: 'v1.35.4',
  osImage: 'Debian',
  podCidrs: [],
})
const object = (kind: string, spec: Record<string, unknown>): KeptObject => ({
  apiVersion: kind === 'Service' ? 'v1' : 'tailscale.com/v1alpha1',
  kind,
  namespace: null,
  name: kind,
  uid: '',
  labels: {},
  annotations: {},
  managers: [],
  spec,
  status: {},
  data: {},
})
const cluster = (facts: Partial<ClusterFacts>): ClusterFacts => ({
  id: clusterId('c'),
  name: 'c',
  nodes: [],
  pods: [],
  hostPortsInUse: [],
  daemonSets: [],
  objects: [],
  unseen: [],
  ...facts,
})

const selected = (nodes: NodeFacts[]) => {
  const place = publicSelector(nodes)
  return (
    place &&
    (place.kind === 'all'
      ? 'all'
      : `${place.kind} ${place.key}=${place.value}: ${place.nodes.map(each => each.name)}`)
  )
}

describe('what tells public nodes from the others', () => {
  const pool = (name: string) => ({ 'eks.amazonaws.com/nodegroup': name })
  test.each<[what: string, nodes: NodeFacts[], place: string | null]>([
    ['no node is public', [node('a', '10.0.0.2')], null],
    ['all are', [node('a', '198.51.100.1'), node('b', '198.51.100.2')], 'all'],
    [
      'their pool',
      [
        node('a', '198.51.100.1', pool('public')),
        node('b', '198.51.100.2', pool('public')),
        node('c', '10.0.0.2', pool('private')),
      ],
      'label eks.amazonaws.com/nodegroup=public: a,b',
    ],
    [
      'a pool with a private node among them does not',
      [
        node('a', '198.51.100.1', pool('mixed')),
        node('b', '198.51.100.2', pool('mixed')),
        node('c', '10.0.0.2', pool('mixed')),
      ],
      'to_label tailscale-public=true: a,b',
    ],
    [
      'a label of their own, where the pool does not',
      [
        node('a', '198.51.100.1', { ...pool('mixed'), edge: 'yes' }),
        node('b', '198.51.100.2', { ...pool('mixed'), edge: 'yes' }),
        node('c', '10.0.0.2', pool('mixed')),
      ],
      'label edge=yes: a,b',
    ],
    [
      'a zone is no reason, however well it fits',
      [
        node('a', '198.51.100.1', { 'topology.kubernetes.io/zone': 'z1' }),
        node('b', '198.51.100.2', { 'topology.kubernetes.io/zone': 'z1' }),
        node('c', '10.0.0.2'),
      ],
      'to_label tailscale-public=true: a,b',
    ],
    [
      'a single one by its name',
      [node('a', '198.51.100.1'), node('c', '10.0.0.2')],
      'label kubernetes.io/hostname=a: a',
    ],
    [
      'the pool that covers more',
      [
        node('a', '198.51.100.1', pool('one')),
        node('b', '198.51.100.2', pool('two')),
        node('d', '198.51.100.3', pool('two')),
        node('c', '10.0.0.2', pool('private')),
      ],
      'label eks.amazonaws.com/nodegroup=two: b,d',
    ],
  ])('%s', (_, nodes, place) => {
    expect(selected(nodes)).toBe(place)
  })

  test('on bare metal a routed InternalIP counts, as no kubelet sets an ExternalIP there', () => {
    const metal = { ...node('a', '10.0.0.2'), internalIps: ['203.0.113.7'] }
    expect(selected([metal, node('b', '10.0.0.3')])).toBe('label kubernetes.io/hostname=a: a')
  })
})

describe('a free UDP port', () => {
  const nodes = [node('a', '198.51.100.1'), node('b', '198.51.100.2')]
  const use = (port: number, nodeName = 'a', pod = 'apps/other', protocol: 'UDP' | 'TCP' = 'UDP') => ({
    nodeName,
    port,
    protocol,
    pod,
  })
  test.each<[what: string, taken: ReturnType<typeof use>[], avoid: number[], port: number | null]>([
    ['Tailscale’s own', [], [], 41641],
    ['the next that is free on every node', [use(41641), use(41642, 'b')], [], 41643],
    ['TCP does not count', [use(41641, 'a', 'apps/other', 'TCP')], [], 41641],
    ['nor another node', [use(41641, 'c')], [], 41641],
    ['nor the pod itself', [use(41641, 'a', 'apps/own')], [], 41641],
    ['nor what the pod names for something else', [], [41641], 41642],
    [
      'from 32768 on where all above are taken',
      Array.from({ length: 60999 - 41641 + 1 }, (_, step) => use(41641 + step)),
      [],
      41640,
    ],
    ['none', Array.from({ length: 60999 - 32768 + 1 }, (_, step) => use(32768 + step)), [], null],
  ])('%s', (_, hostPortsInUse, avoid, port) => {
    expect(freePort(cluster({ hostPortsInUse }), nodes, 'apps/own', avoid)).toBe(port)
  })
})

describe('free NodePorts', () => {
  const service = (...nodePorts: number[]) =>
    object('Service', { ports: nodePorts.map(nodePort => ({ nodePort })) })
  const proxyClass = (port: number, endPort?: number) =>
    object('ProxyClass', { staticEndpoints: { nodePort: { ports: [{ port, endPort }] } } })
  test.each<[what: string, objects: KeptObject[], count: number, range: [number, number] | null]>([
    ['one for each replica', [], 3, [31641, 31643]],
    ['behind those of a Service', [service(31642)], 3, [31643, 31645]],
    ['behind those of a ProxyClass', [proxyClass(31600, 31700)], 2, [31701, 31702]],
    ['a single one', [proxyClass(31641)], 1, [31642, 31642]],
    ['below, where all above are taken', [proxyClass(31641, 32767)], 2, [31639, 31640]],
    ['none', [proxyClass(30000, 32767)], 1, null],
    ['more than there are', [], 3_000, null],
  ])('%s', (_, objects, count, range) => {
    const found = freeNodePorts(cluster({ objects }), count)
    expect(found && [found.port, found.endPort]).toEqual(range)
  })
})

test.each<
  [
    what: string,
    labels: Record<string, string>,
    annotations: Record<string, string>,
    managers: string[],
    keeper: string | null,
  ]
>([
  ['people', {}, {}, ['kubectl-client-side-apply'], null],
  ['Helm by its label', { 'app.kubernetes.io/managed-by': 'Helm' }, {}, [], 'Helm'],
  ['Helm by its annotation', {}, { 'meta.helm.sh/release-name': 'web' }, [], 'Helm'],
  [
    'Argo CD before Helm, whose charts it renders',
    { 'app.kubernetes.io/managed-by': 'Helm' },
    { 'argocd.argoproj.io/tracking-id': 'web:' },
    [],
    'Argo CD',
  ],
  ['Flux', { 'kustomize.toolkit.fluxcd.io/name': 'web' }, {}, [], 'Flux'],
  ['Flux by HelmRelease', { 'helm.toolkit.fluxcd.io/name': 'web' }, {}, [], 'Flux (HelmRelease)'],
  ['Argo CD by its field manager', {}, {}, ['argocd-controller'], 'Argo CD'],
  [
    'the EKS add-on, whose objects say Helm',
    { 'app.kubernetes.io/managed-by': 'Helm' },
    {},
    ['eks'],
    'the EKS add-on',
  ],
  ['another tool’s label', { 'app.kubernetes.io/managed-by': 'tailscale' }, {}, [], null],
])('kept by %s', (_, labels, annotations, managers, keeper) => {
  expect(keeperOf({ labels, annotations, managers })?.name ?? null).toBe(keeper)
})

describe('versions', () => {
  test.each<[image: string, least: number[], is: string]>([
    ['ghcr.io/flannel-io/flannel:v0.27.2', [0, 27, 4], 'no'],
    ['ghcr.io/flannel-io/flannel:v0.27.4', [0, 27, 4], 'yes'],
    ['ghcr.io/flannel-io/flannel:v0.28.0', [0, 27, 4], 'yes'],
    ['tailscale/k8s-operator:v1.102.5', [1, 102], 'yes'],
    ['tailscale/k8s-operator:v1.86.0', [1, 102], 'no'],
    ['localhost:5000/k8s-operator', [1, 102], 'unknown'],
    ['tailscale/k8s-operator:latest', [1, 102], 'unknown'],
    ['tailscale/k8s-operator:v1.102.5@sha256:00', [1, 102], 'yes'],
    ['tailscale/k8s-operator@sha256:00', [1, 102], 'unknown'],
  ])('%s is at least %j: %s', (image, least, is) => {
    expect(isAtLeast(imageVersion(image), least)).toBe(is)
  })
  test('a client', () => {
    expect(clientVersion('1.102.5-tlab')).toEqual([1, 102, 5])
    expect(clientVersion('')).toBeNull()
  })
})
