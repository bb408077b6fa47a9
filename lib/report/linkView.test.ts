import { describe, expect, test } from 'vitest'
import type { Diagnosis, Hardness, NatChain } from '#lib/tailnet/finding.ts'
import { clusterId, type DeviceId, derpRegionId, deviceId, podUid, targetId } from '#lib/tailnet/ids.ts'
import type { Path } from '#lib/tailnet/path.ts'
import type { DeviceEnd, Direction } from '#lib/tailnet/reach.ts'
import { linkView } from './linkView.ts'

const noon = new Date(Date.UTC(2026, 10, 20, 12))
const [api, lap] = [deviceId('dev-api'), deviceId('dev-lap')]
const target = targetId({
  cluster: clusterId('c1'),
  namespace: 'shop',
  kind: 'Deployment',
  name: 'api',
  ordinal: null,
})

const end = (id: DeviceId, name: string): DeviceEnd => ({
  id,
  name,
  device: null,
  isTold: true,
  firstSeen: null,
  goneAt: null,
  pod: null,
})

const side = (l1: Hardness, more: Partial<NatChain> = {}): NatChain => ({
  l1: { hardness: l1, certainty: 'certain', name: l1, why: '' },
  l2: { hardness: 'easy', certainty: 'certain', name: 'router', why: '' },
  side: l1 === 'hard' ? 'hard' : 'easy',
  udp: 'yes',
  ipv6: 'no',
  inbound: { reachable: 'no', by: 'shut', why: '' },
  publicAddresses: [],
  seenAs: [],
  localPort: null,
  fixedPort: null,
  ...more,
})

const open: Partial<NatChain> = { inbound: { reachable: 'yes', by: 'open', why: '' } }

const diagnosis = (device: DeviceId, peer: DeviceId, own: NatChain, theirs: NatChain): Diagnosis => ({
  target,
  device,
  ruleVersion: 1,
  chain: own,
  peers: [
    {
      peer,
      peerName: peer,
      path: 'derp',
      expected: 'derp',
      dependsOn: null,
      causes: ['both-hard'],
      chain: theirs,
    },
  ],
  findings: [],
  recipe: [],
  remedies: [],
})

const derp: Path = { kind: 'derp', region: derpRegionId(1) }
const direct = (endpoint = '203.0.113.1:41641'): Path => ({ kind: 'direct', family: 'ipv4', endpoint })
const idle: Path = { kind: 'idle' }

function seen(
  path: Path | null,
  observer: DeviceId,
  peer: DeviceId,
  own?: NatChain,
  theirs?: NatChain,
): Direction {
  return {
    observer,
    peer,
    link: path && {
      observer,
      peer,
      peerName: peer,
      pod: podUid('p'),
      path,
      since: noon,
      idleSince: path === idle ? noon : null,
    },
    target: null,
    diagnosis: own && theirs ? { body: diagnosis(observer, peer, own, theirs), computedAt: noon } : null,
  }
}

const view = (forth: Path | null, back: Path | null, own = side('hard'), theirs = side('hard')) =>
  linkView({
    a: end(api, 'api.lab.ts.net'),
    b: end(lap, 'lap.lab.ts.net'),
    forth: seen(forth, api, lap, own, theirs),
    back: seen(back, lap, api),
    near: { a: [], b: [] },
    now: noon,
    regionCode: () => 'nyc',
  })

describe('the two views of a link', () => {
  test.each<[string, Path | null, Path | null, string]>([
    ['both say DERP', derp, derp, 'both'],
    ['they differ', derp, direct(), 'one_way'],
    ['an idle end agrees with any path', derp, idle, 'both'],
    ['the other end is not looked into', derp, null, 'one_view'],
    ['nobody saw it', null, null, 'unseen'],
  ])('%s', (_, forth, back, agreement) => {
    expect(view(forth, back).agreement).toBe(agreement)
  })

  test('one way says both, and never one for the two', () => {
    expect(view(derp, direct()).verdict.headline).toBe('One way: api → lap is DERP nyc, lap → api is direct.')
  })
})

describe('which end stands in the way', () => {
  test.each<[string, NatChain, NatChain, string]>([
    ['both', side('hard'), side('hard'), 'both sides are hard'],
    ['this one', side('hard'), side('easy'), 'api is hard'],
    ['the other', side('easy'), side('hard'), 'lap is hard'],
    ['no UDP goes before any NAT', side('hard'), side('hard', { udp: 'no' }), 'lap has no UDP'],
    ['neither has UDP', side('easy', { udp: 'no' }), side('easy', { udp: 'no' }), 'neither has UDP'],
    ['an open one that is not used', side('hard'), side('easy', open), 'although lap lets UDP in'],
    ['not known', side('easy'), side('unknown', { side: 'unknown' }), 'one side is not known'],
    ['none', side('easy'), side('easy'), 'no hard side was seen'],
  ])('%s', (_, own, theirs, words) => {
    expect(view(derp, null, own, theirs).verdict.headline).toBe(
      `api and lap talk through DERP nyc: ${words}.`,
    )
  })

  test('what was seen is told beside what was predicted', () => {
    expect(view(direct(), null).verdict).toMatchObject({
      headline: 'api and lap are direct.',
      reasons: expect.arrayContaining(['Predicted was DERP.']),
    })
  })

  test('inside one network no NAT is drawn', () => {
    const { directions, verdict } = view(direct('10.20.12.102:41642'), null)
    expect(directions[0]).toMatchObject({ isNear: true, peer: { chain: null } })
    expect(verdict.reasons[0]).toContain('one network')
  })
})

test('an end of which nothing is known says so', () => {
  const { a, b } = linkView({
    a: end(api, 'api'),
    b: end(lap, 'lap'),
    forth: seen(null, api, lap),
    back: seen(null, lap, api),
    near: { a: [], b: [] },
    now: noon,
    regionCode: () => null,
  })
  for (const each of [a, b]) {
    expect(each).toMatchObject({ chain: null, nat: null, podHref: null, isObserver: false })
    expect(each.facts.every(fact => fact.value === 'unknown' && fact.by === null)).toBe(true)
  }
})
