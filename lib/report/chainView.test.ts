import { describe, expect, test } from 'vitest'
import type { Hardness, NatChain } from '#lib/tailnet/finding.ts'
import { type ChainInput, chainView } from './chainView.ts'

const layer = (hardness: Hardness) => ({ hardness, certainty: 'certain' as const, name: hardness, why: '' })

const side = (l1: Hardness, l2: Hardness, udp: NatChain['udp'] = 'yes'): NatChain => ({
  l1: layer(l1),
  l2: layer(l2),
  side: l1 === 'hard' || l2 === 'hard' ? 'hard' : 'easy',
  udp,
  ipv6: 'no',
  inbound: { reachable: 'no', by: 'shut', why: '' },
  publicAddresses: [],
  seenAs: [],
  localPort: null,
  fixedPort: null,
})

/** The joints as one line: "-" goes on, "x" breaks here, "." is broken before or behind; the internet in brackets. */
function drawn(given: Partial<ChainInput>): string {
  const { joints } = chainView({
    podName: 'api',
    podIp: null,
    nodeName: null,
    own: side('easy', 'easy'),
    peerName: 'lap',
    peer: side('none', 'easy'),
    path: 'derp',
    stop: 'edge',
    ...given,
  })
  return joints
    .map(({ isCut, hasCross, isInternet }) => {
      const sign = hasCross ? 'x' : isCut ? '.' : '-'
      return isInternet ? `(${sign})` : sign
    })
    .join('')
}

describe('where the way breaks', () => {
  test.each<[string, Partial<ChainInput>, string]>([
    ['nowhere, as long as it is direct', { path: 'direct', own: side('hard', 'hard') }, '--(-)-'],
    ['behind a hard CNI', { own: side('hard', 'easy') }, '-x(-)-'],
    ['behind a hard edge', { own: side('none', 'hard') }, '--(x)-'],
    ['behind both', { own: side('hard', 'hard') }, '-x(x)-'],
    ['at the peer’s hard NAT', { peer: side('none', 'hard') }, '--(x)-'],
    [
      'at the pod, where a policy lets no UDP out',
      { own: side('easy', 'easy', 'no'), stop: 'pod' },
      'x.(.)-',
    ],
    ['at the edge, where a firewall drops UDP', { own: side('easy', 'easy', 'no'), stop: 'edge' }, '--(x)-'],
    [
      'not at the NAT, where there is no UDP anyway',
      { own: side('hard', 'easy', 'no'), stop: 'edge' },
      '--(x)-',
    ],
    ['before a peer without UDP', { peer: side('none', 'easy', 'no') }, '--(-)x'],
    ['somewhere between, where no layer is hard', {}, '--(x)-'],
    ['behind a second layer of the peer', { peer: side('hard', 'easy') }, '--(-)x-'],
  ])('%s', (_, given, expected) => {
    expect(drawn(given)).toBe(expected)
  })
})

test('no sentence says that something breaks where the link is direct', () => {
  expect(
    chainView({
      podName: 'api',
      podIp: null,
      nodeName: null,
      own: side('hard', 'hard'),
      peerName: 'lap',
      peer: { ...side('none', 'none'), inbound: { reachable: 'yes', by: 'open', why: '' } },
      path: 'direct',
      stop: 'edge',
    }).sentence,
  ).toEqual({
    strong: 'Nothing breaks the way.',
    rest: 'lap lets unsolicited UDP in, and one such side is enough.',
  })
})
