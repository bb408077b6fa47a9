import { describe, expect, test } from 'vitest'
import { classify } from '#lib/tailnet/classify.ts'
import type { Connectivity } from '#lib/tailnet/device.ts'
import { derpRegionId, deviceId } from '#lib/tailnet/ids.ts'
import type { PeerReading } from '#lib/tailnet/reading.ts'
import {
  calico,
  cilium,
  cluster,
  configMap,
  custom,
  daemonSet,
  eks,
  node,
  running,
} from './builders/clusters.ts'
import {
  device,
  easyNat,
  hardNat,
  portMapped,
  publicServer,
  udpBlocked,
  unmeasured,
} from './builders/devices.ts'
import { netInfo, type Saying, seeing, subject, tailscalePod } from './builders/subject.ts'
import { causeByCode } from './causes/catalogue.ts'
import { diagnose } from './diagnose.ts'
import type { DiagnoseInput } from './input.ts'

/** The ways in which such a diagnosis goes wrong, each under its number (reference, section 6 D), and some more. */

const peers = [easyNat(), hardNat(), portMapped(), udpBlocked(), publicServer(), unmeasured()]
const external = '198.51.100.12'
const hard: Saying = { varies: 'yes' }
const easy: Saying = { varies: 'no' }

const at = new Date('2026-11-23T03:00:00Z')
/** A peer as status lists it, whatever path is in use: with its home region. */
const atHome: PeerReading = {
  device: deviceId('n-easy'),
  hostName: 'easy',
  dnsName: 'easy.example.ts.net',
  tailscaleIps: [],
  os: 'linux',
  tags: [],
  online: true,
  expired: false,
  active: true,
  currentAddress: null,
  peerRelay: null,
  homeRegionCode: 'nyc',
  rxBytes: 4_000,
  txBytes: 4_000,
  lastWrite: at,
  lastHandshake: at,
  wireguardOnly: false,
}

const own = (input: DiagnoseInput) =>
  diagnose(input)
    .findings.filter(({ subject }) => subject.kind === 'target')
    .map(({ code }) => code)
const causesOf = (input: DiagnoseInput, name: string) =>
  diagnose(input).peers.find(({ peerName }) => peerName === name)?.causes ?? []
const certaintyOf = (input: DiagnoseInput, code: string) =>
  diagnose(input).findings.find(each => each.code === code)?.certainty

describe('the path', () => {
  test('a direct link has no cause, whatever NAT stands there', () => {
    const input = seeing(subject(calico({ natOutgoing: true }), {}, hard, peers), {
      pmp: 'direct',
      easy: 'derp',
    })
    expect(causesOf(input, 'pmp')).toEqual([])
    expect(causesOf(input, 'easy')).toContain('cni-calico-random')
  })

  test('20. direct and slow is not relayed: the path is cleared, and nothing is to be changed', () => {
    const input = seeing(subject(cilium({}), {}, easy, peers), { easy: 'direct' })
    const [link] = input.links
    if (!link) throw new Error('a link was seen')
    const at = new Date('2026-11-23T03:00:00Z')
    const slow: DiagnoseInput = { ...input, pings: [{ peer: link.peer, via: 'direct', ms: 240, at }] }
    expect(own(slow)).toEqual([])
    expect(causesOf(slow, 'easy')).toEqual(['direct-but-slow'])
    expect(causeByCode('direct-but-slow')?.role).toBe('not the path')
    expect(diagnose(slow).remedies.filter(({ applies }) => applies !== 'no')).toEqual([])
    expect(causesOf({ ...slow, pings: [{ peer: link.peer, via: 'direct', ms: 40, at }] }, 'easy')).toEqual([])
  })

  test.each([
    ['direct', { active: true, currentAddress: '203.0.113.9:41641', peerRelay: null }, 'direct'],
    [
      'a peer relay',
      { active: true, currentAddress: null, peerRelay: '203.0.113.63:40000:vni:7' },
      'peer_relay',
    ],
    ['nothing', { active: false, currentAddress: null, peerRelay: null }, 'idle'],
    ['DERP', { active: true, currentAddress: null, peerRelay: null }, 'derp'],
  ] as const)('1. the home region that status always names is no relay: %s is in use', (_, use, kind) => {
    expect(
      classify({ ...atHome, ...use }, null, at, code => (code === 'nyc' ? derpRegionId(1) : null)).kind,
    ).toBe(kind)
  })

  test('4. a look between two pongs shows DERP, and is no verdict until more looks do', () => {
    const input = (samples: number) => seeing(subject(cilium({}), {}, easy, peers), { easy: 'derp' }, samples)
    expect(causesOf(input(2), 'easy')).toEqual(['path-derp-transient'])
    expect(causesOf(input(3), 'easy')).toEqual(['expected-direct-but-derp'])
  })

  test('18. direct where the two could not find each other now: an old mapping, no proof of an easy NAT', () => {
    const input = seeing(subject(calico({ natOutgoing: true }), {}, hard, peers), { hard: 'direct' })
    const found = diagnose(input)
    expect(causesOf(input, 'hard')).toEqual(['surviving-mapping'])
    expect(certaintyOf(input, 'surviving-mapping')).toBe('possible')
    expect([found.chain.side, found.peers[0]?.expected]).toEqual(['hard', 'derp'])
  })

  test('2. an idle link is not relayed', () => {
    const input = seeing(subject(cilium({}), {}, easy, peers), { easy: 'idle', hard: 'idle' })
    expect(diagnose(input).findings).toEqual([])
  })

  test('3. the first samples on DERP are a start, not a riddle', () => {
    const input = seeing(subject(cilium({}), {}, easy, peers), { easy: 'derp' }, 1)
    expect(causesOf(input, 'easy')).toEqual(['path-derp-transient'])
  })

  test('a link that should be direct and is not is never more than possible', () => {
    const input = seeing(subject(cilium({}), {}, easy, peers), { easy: 'derp' })
    expect(causesOf(input, 'easy')).toEqual(['expected-direct-but-derp'])
    expect(certaintyOf(input, 'expected-direct-but-derp')).toBe('possible')
  })

  test('a peer that does not answer is no NAT', () => {
    const input = seeing(subject(calico({ natOutgoing: true }), {}, hard, peers), { easy: 'no_answer' })
    expect(causesOf(input, 'easy')).toEqual(['no-answer'])
    expect(own(input)).toEqual([])
  })

  test('a pod that is logged out has that cause alone', () => {
    const input = seeing(subject(calico({ natOutgoing: true }), {}, hard, peers), { easy: 'derp' })
    const out = { ...input, own: { ...input.own, backendState: 'NeedsLogin' } }
    expect(own(out)).toEqual(['dev-offline'])
    expect(causesOf(out, 'easy')).toEqual(['dev-offline'])
  })

  test('9. a private address of a direct link does not make two networks one', () => {
    const statics: Saying = {
      ...hard,
      seenAs: external,
      more: [{ address: external, port: 30041, kind: 'explicitconf' }],
    }
    const input = seeing(subject(eks({}, external), { port: 41641 }, statics, peers), { hard: 'direct' })
    const links = input.links.map(link => ({
      ...link,
      path: { kind: 'direct' as const, family: 'ipv4' as const, endpoint: '10.20.10.1:40243' },
    }))
    expect(own({ ...input, links })).toEqual([])
    expect(diagnose({ ...input, links }).peers[0]?.expected).toBe('direct')
  })
})

describe('what was measured', () => {
  const api = (more: Partial<Connectivity>) =>
    device('self', { seenAs: [], local: ['10.20.10.101:46333'], varies: false, udp: true }, {})
      .connectivity && {
      ...device('self', { seenAs: [], local: ['10.20.10.101:46333'], varies: false, udp: true }),
      connectivity: {
        endpoints: [],
        mappingVaries: 'no',
        udp: 'yes',
        ipv6: 'yes',
        upnp: 'no',
        pmp: 'no',
        pcp: 'no',
        latency: [],
        ...more,
      } as Connectivity,
    }

  test('a mapping that was never measured is not easy', () => {
    const input = subject(running('homemade'), {}, { varies: 'unknown', localPort: 1 }, peers)
    const bare = { ...input, own: { ...input.own, endpoints: [] } }
    expect(diagnose(bare).chain.side).toBe('unknown')
  })

  test.each([
    [
      'with UDP and a latency',
      { latency: [{ regionName: 'New York City', ms: 17, preferred: true }] },
      'easy',
    ],
    ['without a latency', {}, 'unknown'],
    [
      'without UDP',
      { udp: 'no' as const, latency: [{ regionName: 'New York City', ms: 17, preferred: true }] },
      'unknown',
    ],
  ])('5. the API’s plain false for the mapping %s', (_, more, side) => {
    const input = subject(running('homemade'), {}, null, peers)
    expect(diagnose({ ...input, own: { ...input.own, device: api(more) ?? null } }).chain.side).toBe(side)
  })

  test('5. several public addresses are a cause of their own', () => {
    const input = subject(
      cilium({}),
      {},
      { ...hard, globalV4: ['203.0.113.20:41641', '203.0.113.21:41641'] },
      peers,
    )
    expect(own(input)).toEqual(['l2-multi-egress-ip'])
  })

  test('6. tailscaled’s own word wins over netcheck, which has another port', () => {
    const input = subject(cilium({ 'enable-bpf-masquerade': 'true' }), { port: 41641 }, easy, peers)
    const probed = netInfo({ varies: 'yes', globalV4: ['203.0.113.20:1', '203.0.113.20:2'] })
    expect(
      diagnose({ ...input, own: { ...input.own, netInfos: [probed, ...input.own.netInfos] } }).chain.side,
    ).toBe('easy')
  })

  test('7. a public address that the cloud told is not a way in', () => {
    const told: Saying = {
      ...hard,
      seenAs: external,
      more: [{ address: external, port: 46_333, kind: 'local' }],
    }
    const { chain } = diagnose(subject(eks({}, external), {}, told, peers))
    expect([chain.inbound.reachable, chain.side]).toEqual(['no', 'hard'])
  })

  test('13. a port-mapping service that a pod sees is the CNI’s end, not the router', () => {
    const input = subject(calico({ natOutgoing: true }), {}, hard, peers)
    const netInfos = input.own.netInfos.map(each => ({ ...each, pmp: 'yes' as const }))
    expect(diagnose({ ...input, own: { ...input.own, netInfos } }).chain.inbound.reachable).toBe('no')
    const mapped = [...input.own.endpoints, { address: '203.0.113.20', port: 7, kind: 'portmap' as const }]
    expect(diagnose({ ...input, own: { ...input.own, netInfos, endpoints: mapped } }).chain.inbound.by).toBe(
      'portmap',
    )
  })

  test('14. the pod’s own log is newer than what the API keeps of it', () => {
    const input = subject(cilium({}), {}, easy, peers)
    const stale = api({ mappingVaries: 'yes' }) ?? null
    expect(diagnose({ ...input, own: { ...input.own, device: stale } }).chain.side).toBe('easy')
  })

  test('21. without the API’s connectivity (Headscale) the pod’s side is told all the same', () => {
    const input = seeing(subject(calico({ natOutgoing: true }), {}, hard, [device('easy', null)]), {
      easy: 'derp',
    })
    expect(own({ ...input, own: { ...input.own, device: device('self', null) } })).toEqual([
      'cni-calico-random',
    ])
  })

  test('22. a peer of another tailnet is not known, and the link says so', () => {
    const input = seeing(subject(cilium({}), {}, easy, peers), { unknown: 'derp' })
    expect(causesOf(input, 'unknown')).toEqual(['undetermined'])
    const missing = diagnose(input).findings[0]?.missing.map(({ what }) => what) ?? []
    expect(missing.some(what => what.includes('unknown'))).toBe(true)
  })
})

describe('what the cluster says', () => {
  test('8. a hard mapping behind a way in that works is no cause', () => {
    const input = seeing(
      subject(eks({}, external), { port: 41642, hostPort: 41642 }, { ...hard, seenAs: external }, peers),
      {
        hard: 'direct',
        easy: 'direct',
        'no-udp': 'derp',
      },
    )
    expect(own(input)).toEqual([])
    expect(diagnose(input).chain.inbound).toMatchObject({ reachable: 'yes', by: 'forwarded' })
  })

  test('10. kube-proxy’s --random-fully is not the pod’s way out', () => {
    const facts = cilium({})
    const proxied = {
      ...facts,
      daemonSets: [...facts.daemonSets, daemonSet('kube-proxy', { args: ['--masquerade-all=false'] })],
    }
    const more = {
      ...proxied,
      objects: [...proxied.objects, configMap('kube-proxy', { config: 'iptables:\n  masqueradeAll: false' })],
    }
    expect(own(subject(more, {}, easy, peers))).toEqual([])
  })

  test('12. an open firewall does nothing for an ordinary pod', () => {
    const { chain } = diagnose(
      subject(eks({}, external), { port: 41641 }, { ...hard, seenAs: external }, peers),
    )
    expect(chain.inbound).toMatchObject({ reachable: 'no', by: 'shut' })
  })

  test('15. a public address on the node’s own interface is no NAT, though bare metal has no ExternalIP', () => {
    const facts = cluster({
      nodes: [node('node-a', { internalIps: [external] })],
      daemonSets: [daemonSet('kindnet')],
    })
    expect(diagnose(subject(facts, {}, { ...easy, seenAs: external }, peers)).chain.l2).toMatchObject({
      hardness: 'none',
      certainty: 'certain',
    })
  })

  test.each([
    ['not set', {}],
    ['empty', { AWS_VPC_K8S_CNI_RANDOMIZESNAT: '' }],
    ['a word that it does not know', { AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'never' }],
  ])('16. RANDOMIZESNAT %s is prng, not none', (_, env) => {
    const { chain } = diagnose(subject(eks(env, external), {}, { ...hard, seenAs: external }, peers))
    expect(chain.l1).toMatchObject({ hardness: 'hard', name: 'VPC CNI, prng', certainty: 'certain' })
  })

  test('17. userspace mode is no cause', () => {
    expect(own(subject(cilium({}), { env: { TS_USERSPACE: 'true' } }, easy, peers))).toEqual([])
  })

  test('a CNI told to keep ports that is still seen to change them is believed by what is seen', () => {
    const facts = eks({ AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'none' }, external)
    const { chain } = diagnose(subject(facts, {}, { ...hard, seenAs: external }, peers))
    expect(chain.l1).toMatchObject({ hardness: 'hard', certainty: 'likely' })
  })

  test('19. the operator’s own device says nothing of its proxies', () => {
    const facts = eks({ AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'none' })
    const operator = tailscalePod(facts, { name: 'operator', ip: '10.20.10.9', port: 41_641 })
    const seenAs = ['203.0.113.20:41641']
    const itsDevice = device('operator', { seenAs, local: ['10.20.10.9:41641'], varies: false, udp: true })
    const siblings = [{ pod: operator, deviceId: itsDevice.id, device: itsDevice, netInfo: null }]
    const parent = { type: 'connector', namespace: null, name: 'office' }
    const proxy = { ...subject(facts, { parent }, null, [...peers, itsDevice]), siblings }
    const found = diagnose(seeing(proxy, { easy: 'derp', operator: 'direct' }))
    expect([found.chain.fixedPort, found.chain.localPort, found.chain.udp]).toEqual([null, null, 'unknown'])
    expect(found.peers.map(({ peerName, expected }) => [peerName, expected])).toContainEqual([
      'operator',
      'direct',
    ])
    const bare = diagnose(seeing({ ...proxy, siblings: [] }, { easy: 'derp' }))
    expect(bare.findings.filter(({ subject: { kind } }) => kind === 'target')).toEqual(
      found.findings.filter(({ subject: { kind } }) => kind === 'target'),
    )
  })

  test('a fixed port behind two hard NATs changes nothing', () => {
    expect(own(subject(eks(), { port: 41641 }, hard, peers))).toEqual(['cni-aws-vpc-random', 'l2-aws-natgw'])
  })

  test('11. a relay that shows its NAT’s address is not broken for that', () => {
    const ready = {
      ...custom('PeerRelay', 'r', {}),
      status: { conditions: [{ type: 'PeerRelayReady', status: 'True' }] },
    }
    const facts = cilium({})
    const input = seeing(subject({ ...facts, objects: [...facts.objects, ready] }, {}, easy, peers), {
      easy: 'direct',
      hard: 'peer_relay',
    })
    expect(own(input)).toEqual([])
  })
})
