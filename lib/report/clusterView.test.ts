import { describe, expect, test } from 'vitest'
import type { ClusterFacts, KeptObject, NodeFacts } from '#lib/tailnet/cluster.ts'
import type { PolicyFacts } from '#lib/tailnet/device.ts'
import { clusterId } from '#lib/tailnet/ids.ts'
import { clusterEvidence } from './clusterEvidence.ts'
import { clusterNodes } from './clusterNodes.ts'
import { clusterTiers } from './clusterTiers.ts'
import { operatorRows } from './operatorRows.ts'

const node = (name: string, given: Partial<NodeFacts> = {}): NodeFacts => ({
  name,
  internalIps: ['10.0.0.1'],
  externalIps: [],
  providerId: null,
  labels: {},
  annotations: {},
  kubeletVersion: 'v1.35.0',
  osImage: 'Debian',
  podCidrs: [],
  ...given,
})
const facts = (given: Partial<ClusterFacts>): ClusterFacts => ({
  id: clusterId('c'),
  name: 'eks',
  nodes: [],
  pods: [],
  hostPortsInUse: [],
  daemonSets: [],
  objects: [],
  unseen: [],
  ...given,
})
const object = (kind: string, name: string, given: Partial<KeptObject> = {}): KeptObject => ({
  apiVersion: kind === 'Service' || kind === 'Ingress' ? 'v1' : 'tailscale.com/v1alpha1',
  kind,
  name,
  namespace: null,
  uid: name,
  labels: {},
  annotations: {},
  managers: [],
  spec: {},
  status: {},
  data: {},
  ...given,
})
const policy = (grants: PolicyFacts['relayGrants']): PolicyFacts => ({
  randomizeClientPort: false,
  relayGrants: grants,
  nodeAttrs: [],
})

describe('nodes', () => {
  test.each([
    ['an ExternalIP', { externalIps: ['198.51.100.7'], providerId: 'aws:///a/i-1' }, 'yes', '198.51.100.7'],
    ['none, though a cloud would set it', { providerId: 'aws:///a/i-1' }, 'no', 'no ExternalIP'],
    ['bare metal: nobody sets it', {}, 'unknown', 'nobody sets ExternalIP here'],
    ['bare metal on a public network', { internalIps: ['8.8.4.4'] }, 'yes', '8.8.4.4, its InternalIP'],
    [
      'a cloud that is not known to set it',
      { providerId: 'vsphere://1' },
      'unknown',
      'nobody sets ExternalIP here',
    ],
  ])('%s', (_, given, isPublic, words) => {
    expect(clusterNodes(facts({ nodes: [node('a', given)] }))).toMatchObject([{ isPublic, words }])
  })

  test('those without an address stand first', () => {
    const nodes = [
      node('open', { externalIps: ['198.51.100.7'] }),
      node('b'),
      node('a', { providerId: 'gce://x' }),
    ]
    expect(clusterNodes(facts({ nodes })).map(each => each.name)).toEqual(['a', 'b', 'open'])
  })
})

describe('what a cluster is, with what was seen', () => {
  const detected = { cni: 'AWS VPC CNI', distro: 'EKS', cloud: 'AWS' }

  test('each trait with its signs', () => {
    const containers = [{ name: 'a', image: 'amazon-k8s-cni:v1.21', args: [], env: [] }]
    const found = clusterEvidence(
      facts({
        nodes: [
          node('a', { providerId: 'aws:///a/i-1', kubeletVersion: 'v1.35-eks-1' }),
          node('b', { kubeletVersion: 'v1.35-eks-1', labels: { 'eks.amazonaws.com/nodegroup': 'x' } }),
        ],
        daemonSets: [
          { namespace: 'kube-system', name: 'aws-node', containers, labels: {}, annotations: {} },
          { namespace: 'kube-system', name: 'kube-proxy', containers, labels: {}, annotations: {} },
        ],
      }),
      detected,
    )
    expect(found.map(({ seen }) => seen)).toEqual([
      ['DaemonSet `kube-system/aws-node`, image `amazon-k8s-cni:v1.21`'],
      [
        'kubelet `v1.35-eks-1` on 2 of 2 nodes',
        'system `Debian`',
        'label `eks.amazonaws.com/nodegroup` on 1 of 2 nodes',
      ],
      [
        'providerID `aws://…` on 1 of 2 nodes',
        'no providerID on 1 of 2 nodes: no cloud’s controller is in charge of them',
      ],
    ])
  })

  test('objects that were not read are no evidence', () => {
    expect(clusterEvidence(null, { cni: null, distro: null, cloud: null })).toEqual([
      { title: 'CNI', value: null, seen: [] },
      { title: 'Distribution', value: null, seen: [] },
      { title: 'Cloud', value: null, seen: [] },
    ])
  })
})

describe('limits of operator resources', () => {
  const open = node('open', { externalIps: ['198.51.100.7'], labels: { pool: 'public' } })
  const shut = node('shut', { providerId: 'aws:///a/i-1', labels: { pool: 'private' } })
  const still = { staticEndpoints: { nodePort: { ports: [{ port: 30_041 }], selector: { pool: 'public' } } } }
  const proxyClass = object('ProxyClass', 'public', { spec: still })
  const codes = (objects: KeptObject[], nodes = [open, shut], grants: PolicyFacts | null = null) =>
    operatorRows(facts({ objects, nodes }), grants).rows.flatMap(row => row.limits.map(limit => limit.code))
  const uses = { spec: { proxyClass: 'public' } }
  const label = { 'tailscale.com/proxy-class': 'public' }

  test.each([
    ['a ProxyGroup has static endpoints', [object('ProxyGroup', 'edge', uses)], []],
    ['a Connector has none', [object('Connector', 'router', uses)], ['static-ep-ignored']],
    ['a Service on its own has none', [object('Service', 's', { labels: label })], ['static-ep-ignored']],
    [
      'a Service on a ProxyGroup has its group’s',
      [
        object('ProxyGroup', 'edge', uses),
        object('Service', 's', { labels: label, annotations: { 'tailscale.com/proxy-group': 'edge' } }),
      ],
      [],
    ],
    [
      'a Service that the operator made for the group is no user',
      [
        object('ProxyGroup', 'edge', uses),
        object('Service', 'np', { labels: { ...label, 'tailscale.com/managed': 'true' } }),
      ],
      [],
    ],
    [
      'a kube-apiserver proxy does not listen there',
      [object('ProxyGroup', 'api', { spec: { ...uses.spec, type: 'kube-apiserver' } })],
      ['static-ep-apiserver-broken'],
    ],
    ['nothing uses them', [], [null]],
  ])('%s', (_, others, expected) => {
    expect(codes([proxyClass, ...others])).toEqual(expected)
  })

  test('no chosen node has an address to advertise', () => {
    expect(codes([proxyClass, object('ProxyGroup', 'edge', uses)], [shut])).toEqual([
      'static-ep-no-externalip',
    ])
  })

  test.each([
    ['nobody may use the relay', policy([]), ['peerrelay-not-used']],
    ['somebody may', policy([{ src: ['*'], dst: ['tag:relay'] }]), []],
    ['the policy is not read: not told, no fault', null, [null]],
  ])('%s', (_, read, expected) => {
    expect(codes([object('PeerRelay', 'relay')], [open], read)).toEqual(expected)
  })

  test('a class that is not there, and shapes that nobody promised', () => {
    expect(codes([object('Connector', 'c', { spec: { proxyClass: 'gone' } })])).toEqual([null])
    const odd = {
      staticEndpoints: [],
      metrics: 'yes',
      statefulSet: { pod: { tailscaleContainer: { env: 7 } } },
    }
    expect(codes([object('ProxyClass', 'odd', { spec: odd, status: { conditions: 'none' } })])).toEqual([])
  })

  test('readiness is what its condition says; without one it is not known', () => {
    const ready = (status: string) => ({
      status: {
        conditions: [{ type: 'ConnectorReady', status, reason: 'ConnectorCreating', message: 'wait' }],
      },
    })
    const { rows } = operatorRows(
      facts({
        objects: [
          object('Connector', 'a', ready('True')),
          object('Connector', 'b', ready('False')),
          object('Connector', 'c'),
        ],
        unseen: [
          { kind: 'PeerRelay', why: 'absent' },
          { kind: 'IPPool', why: 'absent' },
        ],
      }),
      null,
    )
    expect(rows.map(row => [row.ready, row.reason])).toEqual([
      ['yes', ''],
      ['no', 'ConnectorCreating: wait'],
      ['unknown', ''],
    ])
  })

  test('kinds of the operator that were not seen are told, others are not', () => {
    const unseen: ClusterFacts['unseen'] = [
      { kind: 'PeerRelay', why: 'forbidden' },
      { kind: 'IPPool', why: 'absent' },
    ]
    expect(operatorRows(facts({ unseen }), null).unseen).toEqual([
      { kind: 'PeerRelay', why: 'no right to list it' },
    ])
  })
})

describe('coverage by tier', () => {
  const reach = { targets: 4, devices: 4, metrics: 3, logs: 0, status: 0, push: 1 }
  const source = (id: string, state: 'ok' | 'denied') => ({
    id,
    cluster: { id: clusterId('c'), name: 'eks' },
    title: id,
    state,
    since: new Date(0),
    lastOkAt: null,
    lastTryAt: null,
    code: null,
    detail: null,
  })

  test('each tier with its pods and its sources; what is off says what it would take', () => {
    const tiers = clusterTiers(
      reach,
      [source('cluster:c:pods', 'ok'), source('cluster:c:exec', 'denied'), source('cluster:c:metrics', 'ok')],
      [],
    )
    expect(tiers.map(({ tier, pods, sources, isOff }) => [tier, pods, sources, isOff])).toEqual([
      ['T0', 4, 'the Tailscale API is not connected', false],
      ['T1', null, '1 source answers', false],
      ['T2, T3', 3, '1 source answers', false],
      ['T3', 0, 'no log is read', true],
      ['T4', 0, '1 denied', true],
      ['push', 1, 'its sender is heard', false],
    ])
  })
})
