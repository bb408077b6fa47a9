import { describe, expect, test } from 'vitest'
import type { FactSeen } from '#lib/tailnet/factChange.ts'
import { clusterId, targetId } from '#lib/tailnet/ids.ts'
import { noticedFix } from './noticedFix.ts'

const cluster = clusterId('c1')
const shop = targetId({ cluster, namespace: 'n', kind: 'Deployment', name: 'shop', ordinal: null })
const fact = (more: Partial<FactSeen>): FactSeen => ({
  key: 'k',
  at: new Date(0),
  subjectKind: 'cluster',
  facet: '',
  before: null,
  after: null,
  cluster,
  target: null,
  diff: [],
  ...more,
})

const pod = (more: Record<string, unknown> = {}, container: Record<string, unknown> = {}) => ({
  hostNetwork: false,
  fixedPort: null,
  annotations: {},
  container: { image: 'tailscale:1', args: [], env: [], ports: [], memoryLimitBytes: null, ...container },
  ...more,
})
const env = (name: string, value: string) => ({ env: [{ name, value }] })
const hostPort = { ports: [{ name: null, containerPort: 41641, hostPort: 41641, protocol: 'UDP' }] }
const daemonSet = (name: string, more: Record<string, unknown>) => ({
  containers: [{ name, image: 'x', args: [], env: [], ...more }],
})
const randomize = (value: string) => daemonSet('aws-node', env('AWS_VPC_K8S_CNI_RANDOMIZESNAT', value))
const object = (spec: unknown, data: unknown = {}) => ({ spec, data, annotations: {} })
const egress = (...rules: unknown[]) => object({ podSelector: {}, policyTypes: ['Egress'], egress: rules })
const dns = { ports: [{ protocol: 'UDP', port: 53 }] }
const udp = { ports: [{ protocol: 'UDP' }] }

describe('which changes are taken for a fix, and for which remedy', () => {
  const rows: [string, string, unknown, unknown, string | null, string | null][] = [
    ['host network on', 'pod', pod(), pod({ hostNetwork: true }), 'r-hostnetwork-public-node', 'switched on'],
    ['host network off', 'pod', pod({ hostNetwork: true }), pod(), null, null],
    ['a port', 'pod', pod(), pod({ fixedPort: 41641 }), 'r-set-port', '41641'],
    ['a port taken away', 'pod', pod({ fixedPort: 41641 }), pod(), null, null],
    ['a host port', 'pod', pod(), pod({}, hostPort), 'r-hostport', '41641'],
    [
      'a forced relay gone',
      'pod',
      pod({}, env('TS_DEBUG_ALWAYS_USE_DERP', 'true')),
      pod(),
      'r-remove-forced-relay-env',
      'taken out',
    ],
    ['a knob that was off', 'pod', pod({}, env('TS_DEBUG_ALWAYS_USE_DERP', '0')), pod(), null, null],
    ['another image', 'pod', pod(), pod({}, { image: 'tailscale:2' }), null, null],
    ['the first look at a target', 'pod', null, pod({ hostNetwork: true }), null, null],
    [
      'VPC CNI keeps ports',
      'DaemonSet/kube-system/aws-node',
      randomize('prng'),
      randomize('none'),
      'r-cni-disable-random',
      'easy',
    ],
    [
      'VPC CNI keeps ports, with its whole spec kept',
      'DaemonSet/kube-system/aws-node',
      object({ template: { spec: randomize('prng') } }),
      object({ template: { spec: randomize('none') } }),
      'r-cni-disable-random',
      'easy',
    ],
    [
      'VPC CNI unset',
      'DaemonSet/kube-system/aws-node',
      daemonSet('aws-node', {}),
      randomize('none'),
      'r-cni-disable-random',
      'easy',
    ],
    ['VPC CNI back', 'DaemonSet/kube-system/aws-node', randomize('none'), randomize('prng'), null, null],
    [
      'one random kind for another',
      'DaemonSet/kube-system/aws-node',
      randomize('prng'),
      randomize('hashrandom'),
      null,
      null,
    ],
    [
      'a DaemonSet of another name',
      'DaemonSet/shop/aws-node-exporter',
      randomize('prng'),
      randomize('none'),
      null,
      null,
    ],
    [
      'Felix made',
      'FelixConfiguration/default',
      null,
      object({ featureDetectOverride: 'MASQFullyRandom=false' }),
      'r-cni-disable-random',
      'Calico',
    ],
    [
      'Felix changed elsewhere',
      'FelixConfiguration/default',
      object({}),
      object({ logSeverityScreen: 'Info' }),
      null,
      null,
    ],
    [
      'a pool without NAT',
      'IPPool/all',
      object({ cidr: '10.0.0.0/16', natOutgoing: true }),
      object({ cidr: '10.0.0.0/16' }),
      'none',
      'became none',
    ],
    [
      'Flannel keeps ports',
      'DaemonSet/kube-flannel/kube-flannel-ds',
      daemonSet('kube-flannel', { args: ['--ip-masq'] }),
      daemonSet('kube-flannel', { args: ['--ip-masq', '--ip-masq-fully-random-disable'] }),
      'r-cni-disable-random',
      'Flannel',
    ],
    [
      'Cilium keeps ports',
      'ConfigMap/kube-system/cilium-config',
      object({}, { 'iptables-random-fully': 'true' }),
      object({}, {}),
      'r-cni-disable-random',
      'Cilium',
    ],
    [
      'a policy lets UDP out',
      'NetworkPolicy/shop/deny',
      egress(dns),
      egress(dns, udp),
      'r-netpol-allow-udp',
      'lets UDP out',
    ],
    ['a policy is gone', 'NetworkPolicy/shop/deny', egress(dns), null, 'r-netpol-allow-udp', 'no more'],
    ['a policy more', 'NetworkPolicy/shop/allow', null, egress(udp), 'r-netpol-allow-udp', 'lets UDP out'],
    ['a policy that shuts', 'NetworkPolicy/shop/deny', null, egress(dns), null, null],
    [
      'a policy about what comes in',
      'NetworkPolicy/shop/in',
      null,
      object({ policyTypes: ['Ingress'] }),
      null,
      null,
    ],
    [
      'a node gets an address',
      'Node/w1',
      { internalIps: ['10.0.0.1'], externalIps: [] },
      { internalIps: ['10.0.0.1'], externalIps: ['203.0.113.9'] },
      'none',
      'public address',
    ],
    ['a node comes', 'Node/w2', null, { internalIps: [], externalIps: ['203.0.113.9'] }, null, null],
    ['a peer relay', 'PeerRelay/relay', null, object({ replicas: 1 }), 'r-peer-relay-crd', 'was made'],
    [
      'static endpoints',
      'ProxyClass/edge',
      object({}),
      object({ staticEndpoints: { nodePort: { ports: [{ port: 30001 }] } } }),
      'r-static-endpoints-nodeport',
      'static endpoints',
    ],
    [
      'a no-op: an annotation',
      'ProxyClass/edge',
      object({}),
      { ...object({}), annotations: { 'tailscale.com/x': '1' } },
      null,
      null,
    ],
  ]
  test.each(rows)('%s', (_, facet, before, after, remedy, says) => {
    const subjectKind = facet === 'pod' ? 'target' : 'cluster'
    const fix = noticedFix(
      fact({ facet, before, after, subjectKind, target: facet === 'pod' ? shop : null }),
      [],
    )
    if (says === null) return expect(fix).toBeNull()
    expect(fix?.what).toContain(says)
    expect(fix?.remedy).toBe(remedy === 'none' ? null : remedy)
  })
})

test('a NAT that became easy is one, a NAT that became hard or was measured at last is none', () => {
  const nat = (facet: string, before: unknown, after: unknown) =>
    noticedFix(fact({ subjectKind: 'device', target: shop, facet, before, after }), [])?.what ?? null
  expect(nat('mapping_varies', 'yes', 'no')).toBe('its NAT became easy')
  expect(nat('mapping_varies', 'no', 'yes')).toBeNull()
  expect(nat('mapping_varies', 'unknown', 'no')).toBeNull()
  expect(nat('udp', 'no', 'yes')).toBe('UDP came through again')
})

describe('a policy file that changed', () => {
  const policy = (more: Record<string, unknown> = {}) => ({
    randomizeClientPort: false,
    relayGrants: [],
    nodeAttrs: [],
    ...more,
  })
  const relay = { relayGrants: [{ src: ['tag:k8s'], dst: ['tag:relay'] }] }
  const more = { relayGrants: [{ src: ['tag:k8s', 'tag:ci'], dst: ['tag:relay'] }] }
  const confined = { nodeAttrs: [{ target: ['tag:k8s'], attr: ['only-tcp-443'] }] }
  const rows: [string, unknown, unknown, string | null, string | null][] = [
    ['a relay is granted', policy(), policy(relay), 'r-peer-relay-crd', 'tag:k8s → tag:relay'],
    ['a relay is granted to more', policy(relay), policy(more), 'r-peer-relay-crd', 'tag:ci → tag:relay'],
    ['a grant is taken away', policy(relay), policy(), null, null],
    [
      'ports are heeded again',
      policy({ randomizeClientPort: true }),
      policy(),
      'r-remove-randomize-client-port',
      'gave up',
    ],
    ['ports are randomised', policy(), policy({ randomizeClientPort: true }), null, null],
    ['UDP is given back', policy(confined), policy(), 'r-remove-forced-relay-env', 'only-tcp-443'],
    ['another rule of it', policy(relay), policy(relay), null, null],
    ['the first one seen', null, policy(relay), null, null],
    ['one that may not be read any more', policy(relay), null, null, null],
  ]
  test.each(rows)('%s', (_, before, after, remedy, says) => {
    const fix = noticedFix(fact({ subjectKind: 'tailnet', facet: 'policy', before, after }), [])
    expect(fix?.remedy ?? null).toBe(remedy)
    if (says !== null) expect(fix?.what).toContain(says)
    if (remedy === 'r-peer-relay-crd') expect(fix?.aim).toBe('off_derp')
  })
})

test('of the causes that held, those that it is a remedy for; a policy concerns its namespace, a node its pods', () => {
  const held = ['udp-blocked-netpol', 'cni-aws-vpc-random', 'udp-blocked-netpol']
  const policy = noticedFix(fact({ facet: 'NetworkPolicy/shop/deny', before: egress(dns) }), held)
  expect(policy).toMatchObject({ causes: ['udp-blocked-netpol'], scope: { namespace: 'shop', target: null } })
  const node = fact({
    facet: 'Node/w1',
    before: { externalIps: [] },
    after: { externalIps: ['203.0.113.9'] },
  })
  expect(noticedFix(node, held)).toMatchObject({ causes: [], scope: { namespace: null, node: 'w1' } })
})

test('values of any shape are read without a throw', () => {
  for (const value of [
    null,
    1,
    'x',
    [],
    [null],
    { spec: 'x', containers: 'y', container: 3, externalIps: 'z' },
  ]) {
    for (const facet of [
      'pod',
      'Node/a',
      'NetworkPolicy/a/b',
      'DaemonSet/a/aws-node',
      'IPPool/a',
      'ConfigMap/a/cilium-config',
    ]) {
      const subjectKind = facet === 'pod' ? 'target' : 'cluster'
      expect(() => noticedFix(fact({ subjectKind, facet, before: value, after: value }), [])).not.toThrow()
    }
  }
})
