import { describe, expect, test } from 'vitest'
import { recordedLink } from '#lib/poll/recordedLink.ts'
import type { Stretch } from '#lib/tailnet/fix.ts'
import type { SilenceSeen } from '#lib/tailnet/history.ts'
import { type ClusterId, clusterId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import { flapsOf } from './flapsOf.ts'
import type { Happening } from './triggers.ts'

const cluster = clusterId('c')
const minute = (count: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, count * 60))
const window = { from: minute(-60), to: minute(240) }
const target = (name: string) =>
  targetId({ cluster, namespace: 'n', kind: 'Deployment', name, ordinal: null })
const api = target('api')

/** "direct 0-10, derp 10-20": minutes after noon; what lasts has no second one. */
function link(words: string, peer = 'p1'): Stretch[] {
  return words.split(', ').map(word => {
    const [way = '', times = ''] = word.split(' ')
    const [from = 0, to] = times.split('-').map(each => (each === '' ? undefined : Number(each)))
    const end = to === undefined ? null : minute(to)
    const [kind] = way.split('/')
    return {
      target: api,
      observer: deviceId('api'),
      peer: deviceId(peer),
      peerName: peer,
      kind: kind as Stretch['kind'],
      way,
      startedAt: minute(from),
      endedAt: end,
      endedBy: end && 'changed',
      trafficSeconds: ((to ?? 240) - from) * 60,
    }
  })
}
const happened = (at: number, sort: string, more: Partial<Happening> = {}): Happening => ({
  id: `${sort} ${at}`,
  at: minute(at),
  sort,
  title: sort,
  target: api,
  cluster,
  device: null,
  ...more,
})
const told = (
  stretches: Stretch[],
  happenings: Happening[] = [],
  flips: [number, string, ClusterId?][] = [],
  silences: SilenceSeen[] = [],
) =>
  flapsOf({
    stretches,
    silences,
    cluster,
    happenings,
    flips: flips.map(([at, name, its = cluster]) => ({
      at: minute(at),
      target: target(name),
      cluster: its,
      peer: deviceId('p1'),
    })),
    window,
  })

describe('what counts as a flip', () => {
  test.each([
    ['direct 0-10, derp 10-', ['direct to derp']],
    ['derp/1 0-10, derp/2 10-', ['derp to derp']],
    ['direct/ipv4 0-10, direct/ipv6 10-', ['direct to direct']],
    ['direct 0-10, no_answer 10-11, derp 11-', ['direct to derp']],
    ['direct 0-10, no_answer 10-11, direct 11-', []],
    ['direct 0-10, derp 20-', []],
    ['derp 0-0.2, direct 0.2-', []],
    ['derp 0-5, direct 5-', ['derp to direct']],
    ['direct 0-10, unknown 10-12, derp 12-', []],
    ['direct -90--70, derp -70-', []],
  ])('%s', (words, changes) => {
    const found = words.includes('--')
      ? link('direct 0-10').map(each => ({ ...each, endedAt: null }))
      : link(words)
    expect(told(found).flatMap(({ flips }) => flips.map(({ from, to }) => `${from} to ${to}`))).toEqual(
      changes,
    )
  })
})

describe('how long nothing came back', () => {
  const silence = (from: number, to: number, peer = 'p1'): SilenceSeen => ({
    observer: deviceId('api'),
    peer: deviceId(peer),
    from: minute(from),
    to: minute(to),
  })
  test.each([
    ['not measured', 'direct 0-10, derp 10-', [], null],
    ['told as no answer', 'direct 0-10, no_answer 10-10.5, derp 10.5-', [], 30],
    ['around the flip', 'direct 0-10, derp 10-', [silence(9.5, 10.5)], 60],
    ['from the flip on', 'direct 0-10, derp 10-', [silence(10, 10.5)], 30],
    ['after it', 'direct 0-10, derp 10-', [silence(10.5, 13)], null],
    ['over before it', 'direct 0-10, derp 10-', [silence(8, 9)], null],
    ['of another peer', 'direct 0-10, derp 10-', [silence(9, 11, 'p2')], null],
  ])('%s', (_, words, silences, seconds) => {
    expect(told(link(words), [], [], silences)[0]?.flips[0]?.stillSeconds).toBe(seconds)
  })
})

test('the rate is by hours with traffic, and not told of a few minutes', () => {
  expect(told(link('direct 0-30, derp 30-60'))[0]?.perHour).toBeCloseTo(1)
  expect(told(link('direct 0-2, derp 2-4'))[0]?.perHour).toBeNull()
})

describe('what happened before a flip', () => {
  const flip = link('direct 0-60, derp 60-')

  test('the nearest first, within 15 minutes, of the target, its cluster or the peer', () => {
    const happenings = [
      happened(44, 'too early'),
      happened(46, 'policy'),
      happened(58, 'rollout'),
      happened(61, 'too late'),
      happened(57, 'of another', { target: target('shop') }),
      happened(56, 'of the cluster', { target: null }),
      happened(55, 'of another cluster', { target: null, cluster: clusterId('d') }),
      happened(54, 'of the peer', { target: null, cluster: null, device: deviceId('p1') }),
      happened(53, 'of another device', { target: null, cluster: null, device: deviceId('p2') }),
    ]
    const before = told(flip, happenings)[0]?.flips[0]?.before
    expect(before?.map(({ happening, secondsBefore }) => [happening.sort, secondsBefore])).toEqual([
      ['rollout', 120],
      ['of the cluster', 240],
      ['of the peer', 360],
      ['policy', 840],
    ])
  })

  test('each with how often its like was, and was not, followed by a flip, anywhere', () => {
    const happenings = [
      happened(58, 'rollout'),
      happened(100, 'rollout'),
      happened(120, 'rollout', { target: target('shop') }),
      happened(150, 'rollout', { target: target('shop') }),
      happened(59, 'policy', { target: null }),
    ]
    const before = told(flip, happenings, [
      [60, 'api'],
      [121, 'shop'],
      [151, 'api'],
    ])[0]?.flips[0]?.before
    expect(
      before?.map(({ happening, followed, notFollowed }) => [happening.sort, followed, notFollowed]),
    ).toEqual([
      ['policy', 1, 0],
      ['rollout', 2, 2],
    ])
  })
})

test('the recorded link flips each time its edge NAT is replaced, and what stood still is told', () => {
  const { second, until, silences } = recordedLink('flapping', 'gke-pod', 'vm-closed')
  const replaced = [50.2, 95.1, 140.2, 185.1, 230.1, 275.1]
  const found = flapsOf({
    stretches: until(316),
    silences: silences(316),
    cluster,
    happenings: replaced.map((t, index) => ({
      ...happened(0, 'edge NAT replaced', { target: null }),
      id: String(index),
      at: second(t),
    })),
    flips: [],
    window: { from: second(0), to: second(316) },
  })
  const flips = found.flatMap(link => link.flips).reverse()
  expect(flips.map(({ from, to }) => `${from} to ${to}`)).toEqual([
    'direct to derp',
    'derp to direct',
    'direct to derp',
    'derp to direct',
    'direct to derp',
    'derp to direct',
  ])
  for (const [index, { at, before }] of flips.entries()) {
    expect((at.getTime() - second(replaced[index] ?? 0).getTime()) / 1000).toBeLessThan(11)
    expect(before[0]?.happening.id).toBe(String(index))
  }
  // RxBytes of the recording stand still from 50.2 to 70.2 s while more is sent, and likewise at the fourth to sixth; at
  // the second and third nothing was sent that could have been answered.
  expect(flips.map(({ stillSeconds }) => stillSeconds && Math.round(stillSeconds))).toEqual([
    20,
    null,
    null,
    15,
    20,
    15,
  ])
})
