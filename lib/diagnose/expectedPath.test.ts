import { describe, expect, test } from 'vitest'
import type { Hardness, NatChain } from '#lib/tailnet/finding.ts'
import { expectedPath } from './expectedPath.ts'
import type { PairFacts } from './judgement.ts'

type Inbound = NatChain['inbound']['reachable']

function side(mapping: Hardness, reachable: Inbound, more: Partial<NatChain> = {}): NatChain {
  const layer = { hardness: mapping, certainty: 'certain', name: '', why: '' } as const
  return {
    l1: { ...layer, hardness: 'none' },
    l2: layer,
    side: mapping,
    udp: 'yes',
    ipv6: 'no',
    inbound: { reachable, by: reachable === 'yes' ? 'open' : 'shut', why: '' },
    publicAddresses: [],
    seenAs: [],
    localPort: null,
    fixedPort: null,
    ...more,
  }
}

const far: PairFacts = { near: 'no', relay: 'no' }
const sides = {
  'public, open': side('none', 'yes'),
  'public, stateful': side('none', 'no'),
  easy: side('easy', 'no'),
  hard: side('hard', 'no'),
  'easy, port mapped': side('easy', 'yes'),
  'hard, port mapped': side('hard', 'yes'),
  'hard, port forwarded': side('hard', 'yes'),
  'no UDP': side('unknown', 'no', { udp: 'no' }),
}
type Name = keyof typeof sides
const names = Object.keys(sides) as Name[]

/** Outcomes of Tailscale's own tests and the model drawn from them: D direct, R relayed. */
// biome-ignore format: a table is read by its columns
const outcomes: Record<Name, string> = {
  //                      open state easy hard e+pm h+pm h+fw noudp
  'public, open':         'D    D    D    D    D    D    D    R',
  'public, stateful':     'D    D    D    R    D    D    D    R',
  easy:                   'D    D    D    R    D    D    D    R',
  hard:                   'D    R    R    R    D    D    D    R',
  'easy, port mapped':    'D    D    D    D    D    D    D    R',
  'hard, port mapped':    'D    D    D    D    D    D    D    R',
  'hard, port forwarded': 'D    D    D    D    D    D    D    R',
  'no UDP':               'R    R    R    R    R    R    R    R',
}

describe('the outcomes that Tailscale tests for (tstest/natlab)', () => {
  test.each(names)('%s', name => {
    const found = names.map(other => expectedPath(sides[name], sides[other], far).expected)
    const letters = found.map(each => (each === 'direct' ? 'D' : each === 'derp' ? 'R' : each))
    expect(letters).toEqual(outcomes[name].split(/ +/))
  })
})

describe('what two sides share', () => {
  const { easy, hard, 'no UDP': noUdp, 'public, open': open } = sides
  test.each([
    ['pods of one cluster', hard, hard, { near: 'yes', relay: 'no' }, 'direct'],
    ['one of them cut from the internet only', hard, noUdp, { near: 'yes', relay: 'no' }, 'direct'],
    ['perhaps one network', hard, hard, { near: 'unknown', relay: 'no' }, 'depends'],
    ['perhaps one network, direct anyhow', easy, easy, { near: 'unknown', relay: 'no' }, 'direct'],
    ['a peer relay for both', hard, hard, { near: 'no', relay: 'yes' }, 'peer_relay'],
    ['a peer relay needs UDP', hard, noUdp, { near: 'no', relay: 'yes' }, 'derp'],
    ['a peer relay is not preferred to direct', hard, open, { near: 'no', relay: 'yes' }, 'direct'],
    ['a peer relay that nobody knows of', hard, hard, { near: 'no', relay: 'unknown' }, 'derp'],
    ['IPv6 on both', side('hard', 'no', { ipv6: 'yes' }), side('hard', 'no', { ipv6: 'yes' }), far, 'direct'],
    ['IPv6 on one', side('hard', 'no', { ipv6: 'yes' }), hard, far, 'derp'],
    [
      'IPv6 without UDP',
      side('hard', 'no', { ipv6: 'yes', udp: 'no' }),
      side('hard', 'no', { ipv6: 'yes' }),
      far,
      'derp',
    ],
  ] as const)('%s', (_, own, peer, pair, expected) =>
    expect(expectedPath(own, peer, pair).expected).toBe(expected),
  )
})

describe('what is not known', () => {
  const { easy, hard, 'hard, port mapped': mapped } = sides
  test.each([
    ['an unseen firewall before a hard peer', side('none', 'unknown'), hard, 'depends'],
    ['an unseen firewall before an easy peer', side('none', 'unknown'), easy, 'direct'],
    ['an unseen firewall at the peer', hard, side('none', 'unknown'), 'depends'],
    ['a peer never measured', easy, side('unknown', 'unknown', { udp: 'unknown' }), 'depends'],
    [
      'a peer never measured, and a way in here',
      side('none', 'yes'),
      side('unknown', 'unknown', { udp: 'unknown' }),
      'depends',
    ],
    [
      'this side never measured, the peer mapped',
      side('unknown', 'no', { udp: 'unknown' }),
      mapped,
      'direct',
    ],
    ['this side never measured', side('unknown', 'no', { udp: 'unknown' }), easy, 'depends'],
    [
      'no STUN here, the peer open',
      side('unknown', 'no', { udp: 'no', inbound: { reachable: 'no', by: 'unknown', why: '' } }),
      mapped,
      'depends',
    ],
    [
      'no STUN here, the peer shut',
      side('unknown', 'no', { udp: 'no', inbound: { reachable: 'no', by: 'unknown', why: '' } }),
      easy,
      'derp',
    ],
  ] as const)('%s', (_, own, peer, expected) => {
    const found = expectedPath(own, peer, far)
    expect(found.expected).toBe(expected)
    expect(found.dependsOn === null).toBe(expected !== 'depends')
  })
})
