import { describe, expect, test } from 'vitest'
import type { PathKind } from '#lib/tailnet/path.ts'
import { deviceVerdict } from './deviceVerdict.ts'
import type { LinkRow } from './linkRow.ts'

const none: Record<PathKind, number> = {
  direct: 0,
  peer_relay: 0,
  derp: 0,
  no_answer: 0,
  idle: 0,
  offline: 0,
  unknown: 0,
}

const row = (name: string, kind: PathKind, ...codes: string[]): LinkRow => ({
  key: name,
  href: '',
  name,
  nameHref: '',
  place: '',
  kind,
  text: kind,
  since: 0,
  ownNat: null,
  peerNat: null,
  expected: null,
  causes: codes.map(code => ({ code, title: code, short: code })),
  otherView: null,
})

const derp = (name: string, ...codes: string[]) => row(name, 'derp', ...codes)
const direct = (name: string) => row(name, 'direct')

function said(rows: LinkRow[], goneAt: Date | null = null) {
  const kinds = { ...none }
  for (const { kind } of rows) kinds[kind] += 1
  return deviceVerdict({ goneAt, kinds, rows })
}

describe('whose trouble is it?', () => {
  test.each<[string, LinkRow[], string]>([
    ['nobody talks to it', [], 'No pod has been seen to talk to it.'],
    ['only pauses', [row('a', 'idle')], 'No pod exchanges traffic with it now.'],
    ['one, direct', [direct('a')], 'The one pod that talks to it does so directly.'],
    ['all direct', [direct('a'), direct('b')], 'All 2 pods that talk to it do so directly.'],
    [
      'everyone, by its own network',
      ['a', 'b', 'c'].map(name => derp(name, 'peer-udp-blocked')),
      'Hard for everyone: 3 pods affected, not your cluster.',
    ],
    [
      'everyone, but by their own CNI',
      ['a', 'b', 'c'].map(name => derp(name, 'cni-aws-vpc-random')),
      'All 3 pods reach it through DERP.',
    ],
    [
      'one pod’s own',
      [derp('api', 'cni-aws-vpc-random'), direct('b'), direct('c')],
      'One pod’s trouble: api reaches it through DERP, 2 not.',
    ],
    [
      'those of two pods',
      [derp('netpol', 'udp-blocked-netpol'), derp('noudp', 'udp-blocked-all'), direct('b')],
      'Trouble of 2 pods, not of this device: netpol and noudp reach it through DERP, 1 not.',
    ],
    [
      'of two pods, for one of them it takes both ends',
      [derp('netpol', 'udp-blocked-netpol'), derp('api', 'both-hard'), direct('b')],
      '2 of 3 pods reach it through DERP.',
    ],
    [
      'one of several, and the device is to blame',
      [derp('api', 'peer-host-firewall'), direct('b')],
      '1 of 2 pods reaches it through DERP.',
    ],
    [
      'a single link is no proof against the device',
      [derp('a', 'cni-aws-vpc-random')],
      'The one pod that talks to it does so through DERP.',
    ],
    [
      'by relay',
      [row('a', 'peer_relay'), direct('b')],
      '1 of 2 pods reaches it by peer relay, none through DERP.',
    ],
  ])('%s', (_, rows, headline) => {
    expect(said(rows).headline).toBe(headline)
  })

  test('a device that left says so first', () => {
    expect(said([derp('a', 'peer-udp-blocked')], new Date(0)).headline).toBe(
      'This device has left the tailnet.',
    )
  })

  test('links beyond the list are never claimed to have a cause at the device', () => {
    const rows = ['a', 'b'].map(name => derp(name, 'peer-udp-blocked'))
    const kinds = { ...none, derp: 2, direct: 900 }
    expect(deviceVerdict({ goneAt: null, kinds, rows }).headline).toBe('2 of 902 pods reach it through DERP.')
  })
})
