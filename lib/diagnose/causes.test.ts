import { describe, expect, test } from 'vitest'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { Device, PolicyFacts } from '#lib/tailnet/device.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import {
  aks,
  antrea,
  calico,
  cilium,
  cluster,
  configMap,
  custom,
  daemonSet,
  eks,
  node,
  object,
  running,
} from './builders/clusters.ts'
import {
  device,
  easyNat,
  hardNat,
  hardWithIpv6,
  portMapped,
  publicServer,
  udpBlocked,
} from './builders/devices.ts'
import { type Saying, seeing, subject, tailscalePod } from './builders/subject.ts'
import { diagnose } from './diagnose.ts'
import type { DiagnoseInput, Sibling } from './input.ts'

/** What is found where links are seen: with which certainty, and on which links. */

const peers = [easyNat(), hardNat(), portMapped(), udpBlocked(), publicServer(), hardWithIpv6()]
const external = '198.51.100.12'
const hard: Saying = { varies: 'yes' }
const easy: Saying = { varies: 'no' }
const easyByNode: Saying = { varies: 'no', seenAs: external }
const hardByNode: Saying = { varies: 'yes', seenAs: external }

const own = (input: DiagnoseInput) =>
  diagnose(input)
    .findings.filter(({ subject }) => subject.kind === 'target')
    .map(({ code, certainty }) => `${code} ${certainty}`)
const of = (input: DiagnoseInput, name: string) =>
  diagnose(input).peers.find(({ peerName }) => peerName === name)?.causes ?? []

const withObjects = (facts: ClusterFacts, ...objects: ClusterFacts['objects']): ClusterFacts => ({
  ...facts,
  objects: [...facts.objects, ...objects],
})
const nobody: PolicyFacts = { randomizeClientPort: false, relayGrants: [], nodeAttrs: [] }

describe('the firewall of a public node', () => {
  const recipe = subject(eks({}, external), { hostNetwork: true, port: 41641 }, easyByNode, peers)
  const forwarded = subject(eks({}, external), { port: 41642, hostPort: 41642 }, hardByNode, peers)
  // biome-ignore format: a table is read by its columns
  test.each<[string, DiagnoseInput, Record<string, PathKind>, string[], string]>([
    ['hard peers relayed, easy ones direct', recipe, { easy: 'direct', hard: 'derp' }, ['fw-public-node-closed certain'], 'no'],
    ['only a hard peer seen', recipe, { hard: 'derp' }, ['fw-public-node-closed likely'], 'no'],
    ['a hard peer on a peer relay', recipe, { easy: 'direct', hard: 'peer_relay' }, ['fw-public-node-closed certain'], 'no'],
    ['a hard peer direct', recipe, { easy: 'direct', hard: 'direct' }, [], 'yes'],
    ['only easy peers seen', recipe, { easy: 'direct' }, [], 'unknown'],
    ['only a peer without UDP seen', recipe, { 'no-udp': 'derp' }, [], 'unknown'],
    ['nothing seen', recipe, {}, [], 'unknown'],
    ['hostPort: an easy peer direct', forwarded, { easy: 'direct' }, [], 'yes'],
    ['hostPort: an easy peer relayed', forwarded, { easy: 'derp' }, ['cni-aws-vpc-random certain', 'fw-public-node-closed likely'], 'no'],
    ['hostPort: only a peer without UDP', forwarded, { 'no-udp': 'derp' }, [], 'unknown'],
  ])('%s', (_, input, links, causes, reachable) => {
    const seen = seeing(input, links)
    expect(own(seen)).toEqual(causes)
    expect(diagnose(seen).chain.inbound.reachable).toBe(reachable)
  })

  test('what was seen changes no prediction', () => {
    const expected = (input: DiagnoseInput) => diagnose(input).peers.map(each => each.expected)
    expect(expected(seeing(recipe, { easy: 'direct', hard: 'direct' }))).toEqual(['direct', 'depends'])
    expect(expected(seeing(recipe, { easy: 'direct', hard: 'derp' }))).toEqual(['direct', 'depends'])
  })
})

describe('no UDP', () => {
  const noUdp = subject(cilium({}), {}, { udp: 'no' }, peers)
  // biome-ignore format: a table is read by its columns
  test.each<[string, Record<string, PathKind>, string[], string]>([
    ['everyone relayed, even who can be reached', { easy: 'derp', pmp: 'derp' }, ['udp-blocked-all certain'], 'udp-blocked'],
    ['only shut peers seen', { easy: 'derp' }, ['udp-blocked-all likely'], 'unknown'],
    ['an open peer direct', { easy: 'derp', pmp: 'direct' }, ['stun-blocked certain'], 'stun-blocked'],
  ])('%s', (_, links, causes, by) => {
    expect(own(seeing(noUdp, links))).toEqual(causes)
    expect(diagnose(seeing(noUdp, links)).chain.inbound.by).toBe(by)
  })

  const egress = (...rules: object[]) => ({
    ...custom('NetworkPolicy', 'p', {
      podSelector: { matchLabels: { app: 'api' } },
      policyTypes: ['Egress'],
      egress: rules,
    }),
    namespace: 'apps',
  })
  const dns = { ports: [{ protocol: 'UDP', port: 53 }] }
  // biome-ignore format: a table is read by its columns
  test.each<[string, object, Saying, string[]]>([
    ['DNS only', egress(dns), { udp: 'no' }, ['udp-blocked-netpol certain']],
    ['nothing at all', egress(), { udp: 'no' }, ['udp-blocked-netpol certain']],
    ['a port without a protocol is TCP', egress({ ports: [{ port: 443 }] }), { udp: 'no' }, ['udp-blocked-netpol certain']],
    ['everything to the pods’ range only', egress({ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }), { udp: 'no' }, ['udp-blocked-netpol certain']],
    ['to other pods only', egress({ to: [{ podSelector: {} }] }), { udp: 'no' }, ['udp-blocked-netpol certain']],
    ['all UDP', egress({ ports: [{ protocol: 'UDP' }] }), { udp: 'no' }, ['udp-blocked-all likely']],
    ['everything to everyone', egress({}), { udp: 'no' }, ['udp-blocked-all likely']],
    ['a range of UDP', egress({ ports: [{ protocol: 'UDP', port: 1024, endPort: 65535 }] }), { udp: 'no' }, ['udp-blocked-all likely']],
    ['of another namespace', { ...egress(), namespace: 'other' }, { udp: 'no' }, ['udp-blocked-all likely']],
    ['that selects others', { ...egress(), spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'] } }, { udp: 'no' }, ['udp-blocked-all likely']],
    ['about ingress', { ...egress(), spec: { podSelector: {}, ingress: [] } }, { udp: 'no' }, ['udp-blocked-all likely']],
    ['that the CNI does not enforce', egress(), { udp: 'yes', varies: 'no' }, []],
    ['in a shape that no API server lets in', { ...egress(), spec: { podSelector: { matchExpressions: 'x' }, policyTypes: 'Egress', egress: [null, 7, { ports: 'all', to: {} }] } }, { udp: 'no' }, ['udp-blocked-all likely']],
    ['of Cilium, names only', { ...egress(), kind: 'CiliumNetworkPolicy', spec: { endpointSelector: { matchLabels: { 'k8s:app': 'api' } }, egress: [{ toFQDNs: [{ matchName: 'x' }] }] } }, { udp: 'no' }, ['udp-blocked-netpol certain']],
    ['of Cilium, the world', { ...egress(), kind: 'CiliumNetworkPolicy', spec: { endpointSelector: {}, egress: [{ toEntities: ['world'] }] } }, { udp: 'no' }, ['udp-blocked-all likely']],
    ['of Cilium, the world by TCP', { ...egress(), kind: 'CiliumNetworkPolicy', spec: { endpointSelector: {}, egress: [{ toEntities: ['world'], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] }] } }, { udp: 'no' }, ['udp-blocked-netpol certain']],
  ])('a NetworkPolicy: %s', (_, policy, saying, causes) => {
    const input = subject(withObjects(cilium({}), policy as ClusterFacts['objects'][number]), {}, saying, [easyNat()])
    expect(own(seeing(input, { easy: saying.udp === 'no' ? 'derp' : 'direct' }))).toEqual(causes)
  })

  test('a NetworkPolicy that lets out STUN only leaves peers behind it', () => {
    const input = subject(
      withObjects(cilium({}), egress({ ports: [{ protocol: 'UDP', port: 3478 }] })),
      {},
      easy,
      [easyNat()],
    )
    expect(own(seeing(input, { easy: 'derp' }))).toEqual(['udp-blocked-netpol likely'])
  })

  test('the policy’s only-tcp-443 is an order, not a firewall', () => {
    const tagged = device('self', null, { tags: ['tag:k8s'] })
    const input = subject(cilium({}), {}, { udp: 'no' }, peers)
    const policy = { ...nobody, nodeAttrs: [{ target: ['tag:k8s'], attr: ['only-tcp-443'] }] }
    expect(
      own(seeing({ ...input, own: { ...input.own, device: tagged }, policy }, { easy: 'derp' })),
    ).toEqual(['forced-derp-env certain'])
  })

  test('a socket that could not be opened is said by health', () => {
    const input = subject(eks({}, external), { hostNetwork: true, port: 41641 }, { udp: 'no' }, peers)
    const health = ["Tailscale couldn't listen for incoming UDP connections."]
    expect(own(seeing({ ...input, own: { ...input.own, health } }, { easy: 'derp' }))).toEqual([
      'no-udp-bind certain',
    ])
  })

  test('a peer without UDP is its own cause, beside ours', () => {
    expect(of(seeing(noUdp, { 'no-udp': 'derp' }), 'no-udp')).toEqual(['udp-blocked-all', 'peer-udp-blocked'])
    expect(of(seeing(subject(cilium({}), {}, easy, peers), { 'no-udp': 'derp' }), 'no-udp')).toEqual([
      'peer-udp-blocked',
    ])
  })
})

describe('L1 told from L2', () => {
  const at = (name: string, local: string, varies: boolean, more: Partial<Device> = {}) =>
    device(
      name,
      {
        seenAs: varies ? ['203.0.113.20:1', '203.0.113.20:2'] : ['203.0.113.20:7'],
        local: [`${local}:7`],
        varies,
        udp: true,
      },
      more,
    )
  const windows = { os: 'windows' }
  const layers = (facts: ClusterFacts, ...others: Device[]) => {
    const { l1, l2 } = diagnose(subject(facts, {}, hard, [...peers, ...others])).chain
    return `${l1.hardness} ${l1.certainty}, ${l2.hardness} ${l2.certainty}`
  }
  // biome-ignore format: a table is read by its columns
  test.each<[string, ClusterFacts, Device[], string]>([
    ['a private AWS node alone', eks(), [], 'hard certain, hard likely'],
    ['a hard host on the node', eks(), [at('host', '10.20.0.10', true)], 'hard certain, hard certain'],
    ['an easy host on the node', eks(), [at('host', '10.20.0.10', false)], 'hard certain, easy certain'],
    ['an easy laptop behind the same address', eks(), [at('lap', '10.9.0.1', false, windows)], 'hard certain, easy certain'],
    ['a hard laptop behind the same address', calico({ natOutgoing: true }), [at('lap', '10.9.0.1', true, windows)], 'hard certain, hard certain'],
    ['another hard pod proves nothing', calico({ natOutgoing: true }), [at('pod', '10.20.10.9', true)], 'hard certain, unknown unknown'],
    ['hosts that disagree prove nothing', calico({ natOutgoing: true }), [at('a', '10.9.0.1', true, windows), at('b', '10.9.0.2', false, windows)], 'hard certain, unknown unknown'],
    ['an unknown CNI beside an easy host on the node', running('homemade'), [at('host', '10.20.0.10', false)], 'hard certain, easy certain'],
    ['an easy CNI beside an easy pod', antrea(''), [at('pod', '10.20.10.9', false)], 'hard likely, easy certain'],
    ['an easy CNI alone', aks(), [], 'easy likely, hard likely'],
  ])('%s', (_, facts, others, expected) => expect(layers(facts, ...others)).toBe(expected))

  test('two pods of one port behind Cilium’s BPF masquerade', () => {
    const facts = cilium({ 'enable-bpf-masquerade': 'true' })
    const other = tailscalePod(facts, { name: 'api-1', ip: '10.20.10.9', port: 41641 })
    const input = subject({ ...facts, pods: [other] }, { port: 41641 }, hard, [
      ...peers,
      at('pod', '10.20.10.9', false),
    ])
    expect(own(seeing(input, { easy: 'derp' }))).toEqual(['cni-cilium-port-collision possible'])
  })

  test('an egress gateway that names the namespace', () => {
    const spec = {
      selectors: [{ podSelector: { matchLabels: { 'io.kubernetes.pod.namespace': 'apps' } } }],
      egressGateway: { egressIP: '203.0.113.20' },
    }
    const input = subject(
      withObjects(cilium({}), custom('CiliumEgressGatewayPolicy', 'out', spec)),
      {},
      hard,
      peers,
    )
    expect(own(seeing(input, { easy: 'derp' }))).toContain('cni-egress-gateway likely')
  })
})

describe('ways in that do not work', () => {
  const proxyClass = object('ProxyClass', 'direct', { spec: { staticEndpoints: { nodePort: {} } } })
  const group = (spec: object, status: object = {}) =>
    object('ProxyGroup', 'edge', { spec: { proxyClass: 'direct', ...spec }, status: { ...status } })
  const replica = {
    port: 41641,
    name: 'edge-0',
    parent: { type: 'proxygroup', namespace: null, name: 'edge' },
    labels: { 'tailscale.com/proxy-class': 'direct' },
  }
  const service = object('Service', 'edge-0-nodeport', {
    spec: { ports: [{ protocol: 'UDP', nodePort: 30041 }] },
  })
  const listed = { devices: [{ staticEndpoints: [`${external}:30041`] }] }
  const relayed = { easy: 'derp', hard: 'derp' } as const
  // biome-ignore format: a table is read by its columns
  test.each<[string, ClusterFacts, Parameters<typeof subject>[1], Record<string, PathKind>, string]>([
    ['static endpoints of a Connector', withObjects(eks({}, external), proxyClass), { parent: { type: 'connector', namespace: null, name: 'c' }, labels: { 'tailscale.com/proxy-class': 'direct' } }, relayed, 'static-ep-ignored certain'],
    ['static endpoints of an API server proxy', withObjects(eks({}, external), proxyClass, group({ type: 'kube-apiserver' }, listed), service), replica, relayed, 'static-ep-apiserver-broken certain'],
    ['nodes without a public address', withObjects(eks(), proxyClass, group({ type: 'ingress' }, { conditions: [{ message: 'failed to find any status.addresses of type "ExternalIP" on nodes' }] })), replica, relayed, 'static-ep-no-externalip certain'],
    ['a static endpoint that nobody gets through', withObjects(eks({}, external), proxyClass, group({ type: 'ingress' }, listed), service), replica, relayed, 'static-ep-unreachable certain'],
    ['one link only', withObjects(eks({}, external), proxyClass, group({ type: 'ingress' }, listed), service), replica, { easy: 'derp' }, 'static-ep-unreachable likely'],
    ['hostPort without PORT', eks({}, external), { hostPort: 41641 }, relayed, 'hostport-mismatch certain'],
    ['containerPort ≠ PORT', eks({}, external), { port: 41641, hostPort: 41641, containerPort: 9000 }, relayed, 'hostport-mismatch certain'],
  ])('%s', (_, facts, words, links, cause) => {
    const saying = words.name && cause.includes('apiserver') ? { ...hardByNode, localPort: 7777 } : facts.nodes[0]?.externalIps[0] ? hardByNode : hard
    expect(own(seeing(subject(facts, words, saying, peers), links))).toContain(cause)
  })

  test('a static endpoint that works has no cause', () => {
    const facts = withObjects(eks({}, external), proxyClass, group({ type: 'ingress' }, listed), service)
    expect(
      own(
        seeing(subject(facts, replica, hardByNode, peers), {
          easy: 'direct',
          hard: 'direct',
          'no-udp': 'derp',
        }),
      ),
    ).toEqual([])
  })

  test('randomizeClientPort takes PORT away, and what follows from it', () => {
    const input = subject(
      eks({}, external),
      { hostNetwork: true, port: 41641 },
      { ...easyByNode, localPort: 50_000 },
      peers,
    )
    expect(
      own(
        seeing(
          { ...input, policy: { ...nobody, randomizeClientPort: true } },
          { easy: 'direct', hard: 'derp' },
        ),
      ),
    ).toEqual(['randomize-vs-port certain'])
  })
})

describe('peer relays', () => {
  const relay = (condition: object, spec: object = {}) =>
    object('PeerRelay', 'r', {
      spec: { ...spec },
      status: { conditions: [{ type: 'PeerRelayReady', ...condition }] },
    })
  const seen = (facts: ClusterFacts, policy: PolicyFacts | null) => {
    const input = subject(facts, {}, easy, peers)
    return own(
      seeing({ ...input, own: { ...input.own, device: device('self', null) }, policy }, { hard: 'derp' }),
    )
  }
  // biome-ignore format: a table is read by its columns
  test.each<[string, object, object, PolicyFacts | null, string[]]>([
    ['not ready', { status: 'False', reason: 'EndpointsPending' }, {}, null, ['peerrelay-not-ready certain']],
    ['ready, the policy not read', { status: 'True' }, {}, null, ['peerrelay-not-used possible']],
    ['ready, no grant', { status: 'True' }, {}, nobody, ['peerrelay-not-used likely']],
    ['elastic addresses, no zone', { status: 'True' }, { aws: { elasticIPs: [{}] } }, nobody, ['peerrelay-not-used likely', 'peerrelay-az-mismatch possible']],
  ])('%s', (_, condition, spec, policy, causes) => expect(seen(withObjects(cilium({}), relay(condition, spec)), policy)).toEqual(causes))

  // biome-ignore format: a table is read by its columns
  test.each<[string, PolicyFacts['relayGrants'], Partial<Device>, string]>([
    ['granted by tag', [{ src: ['tag:k8s'], dst: ['tag:relay'] }], {}, 'peer_relay'],
    ['granted to the peer', [{ src: ['autogroup:member'], dst: ['tag:relay'] }], {}, 'peer_relay'],
    ['granted to others', [{ src: ['tag:web'], dst: ['tag:relay'] }], {}, 'derp'],
    ['a group’s members are not known', [{ src: ['group:ops'], dst: ['tag:relay'] }], {}, 'derp'],
    ['the relay is away', [{ src: ['*'], dst: ['tag:relay'] }], { online: 'no' }, 'derp'],
    ['no device is the relay', [{ src: ['*'], dst: ['tag:nobody'] }], {}, 'derp'],
    ['a client before 1.86', [{ src: ['*'], dst: ['tag:relay'] }], { clientVersion: '1.84.0' }, 'derp'],
  ])('a link with a peer relay: %s', (_, relayGrants, more, expected) => {
    const server = publicServer('relay')
    const input = subject(cilium({}), {}, easy, [...peers, { ...server, tags: ['tag:relay'], ...more }])
    const self = device('self', null, { tags: ['tag:k8s'] })
    const judged = diagnose({ ...input, own: { ...input.own, device: self }, policy: { ...nobody, relayGrants } })
    expect(judged.peers.find(({ peerName }) => peerName === 'hard')?.expected).toBe(expected)
  })
})

describe('pairs', () => {
  // biome-ignore format: a table is read by its columns
  test.each<[string, ClusterFacts, Saying, string, PathKind, string[]]>([
    ['both hard', calico({ natOutgoing: true }), hard, 'hard', 'derp', ['cni-calico-random', 'both-hard']],
    ['the pod hard, the peer easy', calico({ natOutgoing: true }), hard, 'easy', 'derp', ['cni-calico-random', 'pod-hard-peer-easy']],
    ['the pod hard, the peer a shut server', calico({ natOutgoing: true }), hard, 'server', 'derp', ['cni-calico-random', 'pod-hard-peer-easy']],
    ['the pod hard, a port-mapped peer relayed', calico({ natOutgoing: true }), hard, 'pmp', 'derp', ['cni-calico-random', 'peer-host-firewall']],
    ['the pod easy, the peer hard', cilium({}), easy, 'hard', 'derp', ['peer-hard-pod-easy']],
    ['both easy', cilium({}), easy, 'easy', 'derp', ['expected-direct-but-derp']],
    ['direct though neither side could', calico({ natOutgoing: true }), hard, 'easy', 'direct', ['surviving-mapping']],
    ['relayed by a peer relay', calico({ natOutgoing: true }), hard, 'hard', 'peer_relay', ['cni-calico-random', 'both-hard']],
  ])('%s', (_, facts, saying, name, path, causes) => expect(of(seeing(subject(facts, {}, saying, peers), { [name]: path }), name)).toEqual(causes))

  const neighbour = (facts: ClusterFacts, local = '10.20.10.9'): Sibling & { device: Device } => ({
    pod: tailscalePod(facts, { name: 'web-0', ip: local, labels: { app: 'web' } }),
    device: device('web', {
      seenAs: ['203.0.113.20:1', '203.0.113.20:2'],
      local: [`${local}:7`],
      varies: true,
      udp: true,
    }),
    deviceId: deviceId('n-web'),
    netInfo: null,
  })

  test('pods of one cluster are direct, however hard', () => {
    const facts = calico({ natOutgoing: true })
    const web = neighbour(facts)
    const input = { ...subject(facts, {}, hard, [web.device]), siblings: [web] }
    expect(diagnose(input).peers.map(({ expected }) => expected)).toEqual(['direct'])
    expect(of(seeing(input, { web: 'derp' }), 'web')).toEqual(['same-cluster-not-direct'])
  })

  test('a pod that was looked into is known by its own word, without the device list', () => {
    const facts = calico({ natOutgoing: true })
    const web = { ...neighbour(facts), device: null }
    const input = { ...subject(facts, {}, hard, []), devices: null, siblings: [web] }
    expect(diagnose(seeing(input, { web: 'derp' })).peers[0]?.expected).toBe('direct')
    expect(of(seeing(input, { web: 'derp' }), 'web')).toEqual(['same-cluster-not-direct'])
  })

  test('a pod found by its address alone is of the cluster too', () => {
    const facts = calico({ natOutgoing: true })
    const web = neighbour(facts)
    const input = subject({ ...facts, pods: [web.pod] }, {}, hard, [web.device])
    expect(diagnose(input).peers.map(({ expected }) => expected)).toEqual(['direct'])
  })

  test('the same range in another cluster is not the same network', () => {
    const facts = calico({ natOutgoing: true })
    const stranger = device('stranger', {
      seenAs: ['192.0.2.77:1', '192.0.2.77:2'],
      local: ['10.20.10.77:7'],
      varies: true,
      udp: true,
    })
    expect(diagnose(subject(facts, {}, hard, [stranger])).peers.map(({ expected }) => expected)).toEqual([
      'derp',
    ])
  })

  test('behind one address in other subnets it is not known', () => {
    const office = device('office', {
      seenAs: ['203.0.113.20:1', '203.0.113.20:2'],
      local: ['192.168.7.7:7'],
      varies: true,
      udp: true,
    })
    expect(diagnose(subject(calico({ natOutgoing: true }), {}, hard, [office])).peers[0]).toMatchObject({
      expected: 'depends',
    })
  })

  test('IPv6 that the cluster has and the pod has not', () => {
    const facts = calico({ natOutgoing: true })
    const dualStack = {
      ...facts,
      nodes: [node('node-a', { podCidrs: ['10.20.10.0/24', '2001:db8:20::/64'] })],
    }
    expect(of(seeing(subject(dualStack, {}, hard, peers), { dual: 'derp' }), 'dual')).toContain(
      'ipv6-would-help',
    )
    expect(of(seeing(subject(facts, {}, hard, peers), { dual: 'derp' }), 'dual')).not.toContain(
      'ipv6-would-help',
    )
  })

  test('a device whose key two machines use', () => {
    const input = subject(cilium({}), {}, easy, peers)
    expect(own({ ...input, own: { ...input.own, device: device('self', null, { cloned: true }) } })).toEqual([
      'dev-cloned certain',
    ])
  })

  test('Mullvad’s exits are not judged', () => {
    const exit = {
      device: deviceId('n-exit'),
      hostName: 'exit',
      tailscaleIps: [],
      tags: [],
      wireguardOnly: true,
      expired: false,
    }
    expect(diagnose({ ...subject(cilium({}), {}, easy, []), peers: [exit] }).peers).toEqual([])
  })
})

test('configurations of CNIs that are not there decide nothing', () => {
  const facts = {
    ...cluster(),
    objects: [configMap('ip-masq-agent', { config: 'nonMasqueradeCIDRs: [0.0.0.0/0]' })],
    daemonSets: [daemonSet('kindnet')],
  }
  expect(diagnose(subject(facts, {}, easy, peers)).chain.l1).toMatchObject({
    hardness: 'easy',
    certainty: 'certain',
  })
})
