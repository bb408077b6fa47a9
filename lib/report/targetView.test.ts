import { describe, expect, test } from 'vitest'
import type { Diagnosis, Finding, NatChain } from '#lib/tailnet/finding.ts'
import { clusterId, derpRegionId, deviceId, podUid, type TargetId } from '#lib/tailnet/ids.ts'
import type { Path } from '#lib/tailnet/path.ts'
import type { TargetDetail } from '#lib/tailnet/standing.ts'
import { targetView } from './targetView.ts'

const now = new Date('2026-11-23T03:17:00Z')
const since = new Date('2026-11-23T02:38:00Z')
const target = 'c/apps/Deployment/api' as TargetId // as targetId() writes it
const derp: Path = { kind: 'derp', region: derpRegionId(1) }
const direct: Path = { kind: 'direct', family: 'ipv4', endpoint: '203.0.113.41:41641' }

const layer = { hardness: 'hard' as const, certainty: 'certain' as const, name: 'VPC CNI', why: '' }
const chain: NatChain = {
  l1: layer,
  l2: layer,
  side: 'hard',
  udp: 'yes',
  ipv6: 'no',
  inbound: { reachable: 'no', by: 'shut', why: '' },
  publicAddresses: [],
  seenAs: [],
  localPort: null,
  fixedPort: null,
}

const pod = {
  uid: podUid('p1'),
  name: 'api-1',
  ip: null,
  node: null,
  version: null,
  device: null,
  deviceName: null,
  isListed: false,
  addresses: [],
  matchMethod: 'exec' as const,
  startedAt: null,
  goneAt: null,
  hostNetwork: false,
  statusAt: now,
  metricsAt: null,
  failedRounds: 0,
  failure: null,
  netInfo: null,
  homeRegion: null,
}

const link = (peer: string, path: Path) => ({
  observer: deviceId('self'),
  peer: deviceId(peer),
  peerName: `${peer}.lab.ts.net`,
  pod: podUid('p1'),
  path,
  since,
  idleSince: null,
})

const finding = (code: string, peer: string | null, says: string): Finding => ({
  subject:
    peer === null
      ? { kind: 'target', target }
      : { kind: 'link', observer: deviceId('self'), peer: deviceId(peer), target },
  code,
  ruleVersion: 1,
  certainty: 'likely',
  evidence: [{ seen: 'yes', says, source: 'status', at: null }],
  disproof: 'A direct link.',
  missing: [],
  remedies: [],
})

const judged = (
  peer: string,
  path: Path['kind'],
  expected: Diagnosis['peers'][number]['expected'],
  causes: string[],
) => ({
  peer: deviceId(peer),
  peerName: `${peer}.lab.ts.net`,
  path,
  expected,
  dependsOn: null,
  causes,
  chain,
})

function detail(given: Partial<TargetDetail>, diagnosis: Partial<Diagnosis> = {}): TargetDetail {
  return {
    place: {
      id: target,
      cluster: { id: clusterId('c'), name: 'eks' },
      namespace: 'apps',
      kind: 'Deployment',
      workload: 'api',
      ordinal: null,
      name: 'api',
      parent: null,
    },
    unjudged: null,
    goneAt: null,
    firstSeen: since,
    detected: { cni: null, distro: null, cloud: null },
    pods: [],
    links: [],
    findings: [],
    node: null,
    diagnosis: {
      computedAt: now,
      body: {
        target,
        device: deviceId('self'),
        ruleVersion: 1,
        chain,
        peers: [],
        findings: [],
        recipe: [],
        remedies: [],
        ...diagnosis,
      },
    },
    ...given,
  }
}

const viewOf = (
  given: Partial<TargetDetail>,
  diagnosis?: Partial<Diagnosis>,
  bytes: Parameters<typeof targetView>[0]['bytes'] = null,
) =>
  targetView({ detail: detail(given, diagnosis), bytes, now, regionCode: () => 'nyc', latestMs: () => null })

describe('the verdict of a pod', () => {
  test.each<[string, Partial<TargetDetail>, string]>([
    ['nothing seen', {}, 'No path has been seen yet.'],
    ['looked into, and every peer idle', { pods: [pod] }, 'No link carries traffic.'],
    ['one direct link', { links: [link('a', direct)] }, 'Its one active link is direct.'],
    ['all direct', { links: [link('a', direct), link('b', direct)] }, 'All 2 active links are direct.'],
    ['one on DERP', { links: [link('a', derp)] }, 'Its one active link goes through DERP.'],
    ['both on DERP', { links: [link('a', derp), link('b', derp)] }, 'Both active links go through DERP.'],
    [
      'some on DERP',
      { links: [link('a', derp), link('b', direct), link('c', { kind: 'idle' })] },
      '1 of 2 active links goes through DERP.',
    ],
    [
      'one on DERP that pauses',
      { links: [{ ...link('a', derp), idleSince: now }, link('b', direct)] },
      'Its one active link is direct.',
    ],
    ['all pause', { links: [{ ...link('a', derp), idleSince: now }] }, 'No link carries traffic.'],
    ['only idle', { links: [link('a', { kind: 'idle' })] }, 'No link carries traffic.'],
    ['no right to exec', { unjudged: 'no right to exec' }, 'Its paths are not seen: no right to exec.'],
    ['gone', { goneAt: since, links: [] }, 'No pod fills this workload any more.'],
  ])('%s', (_, given, headline) => {
    expect(viewOf(given).verdict.headline).toBe(headline)
  })

  test('bytes on DERP stand beside their whole', () => {
    const { reasons } = viewOf(
      { links: [link('a', derp)] },
      {},
      { direct: 1024 ** 3, peer_relay: 0, derp: 3 * 1024 ** 3 },
    ).verdict
    expect(reasons).toContain('DERP carries 3 of 4 GiB.')
  })
})

test('a cause of several links is told once, for all of them and with all that was seen', () => {
  const { findings } = viewOf(
    { links: [link('a', derp), link('b', derp), link('c', direct)] },
    {
      peers: [judged('a', 'derp', 'derp', ['both-hard']), judged('b', 'derp', 'derp', ['both-hard'])],
      findings: [
        finding('both-hard', 'a', 'a is on DERP'),
        finding('both-hard', 'b', 'b is on DERP'),
        finding('both-hard', 'b', 'a is on DERP'),
      ],
    },
  )
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({ code: 'both-hard', derpLinks: 2, peers: ['a', 'b'] })
  expect(findings[0]?.evidence.map(({ says }) => says)).toEqual(['a is on DERP', 'b is on DERP'])
})

test('a peer that is only predicted has no moment, and is never said to be measured', () => {
  const { peers, isPredicted } = viewOf(
    { unjudged: 'no right to exec' },
    { peers: [judged('a', 'unknown', 'derp', [])] },
  )
  expect(isPredicted).toBe(true)
  expect(peers).toMatchObject([{ short: 'a', since: null, text: 'not measured', expected: 'derp' }])
})

test('the worst path stands first, whatever the names', () => {
  const { peers } = viewOf({ links: [link('a', direct), link('b', { kind: 'idle' }), link('z', derp)] })
  expect(peers.map(peer => peer.short)).toEqual(['z', 'a', 'b'])
})
