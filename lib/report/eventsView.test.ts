import { describe, expect, test } from 'vitest'
import type { EventKind } from '#lib/tailnet/events.ts'
import type { EventSeen, Flip } from '#lib/tailnet/history.ts'
import { clusterId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { eventsAbout } from './eventsAbout.ts'
import { eventsView } from './eventsView.ts'

const cluster = { id: clusterId('c1'), name: 'eks' }
const minute = (count: number) => new Date(Date.UTC(2026, 10, 20, 12, count))
const idOf = (name: string) =>
  targetId({ cluster: cluster.id, namespace: 'n', kind: 'Deployment', name, ordinal: null })

const diff = [{ sign: '+' as const, text: 'spec.policyTypes[1]: "Egress"' }]
/** An edit of a NetworkPolicy at a minute, of one workload or (null) of the cluster. */
const edited = (at: number, name: string | null = 'api', more: Partial<EventSeen> = {}): EventSeen => ({
  id: `e${at}${name}`,
  at: minute(at),
  kind: 'object_changed',
  cluster,
  target: name === null ? null : { id: idOf(name), namespace: 'n', name },
  title: `NetworkPolicy n/deny changed`,
  detail: { object: 'NetworkPolicy/n/deny', diff },
  ...more,
})
const flip = (at: number, words = 'direct derp', name = 'api', peer = 'p1', trafficSeconds = 600): Flip => {
  const [from, to] = words.split(' ') as [PathKind, PathKind]
  return {
    target: idOf(name),
    cluster: cluster.id,
    peer: deviceId(peer),
    peerName: peer,
    at: minute(at),
    from,
    to,
    trafficSeconds,
  }
}
const told = (events: EventSeen[], flips: Flip[], listed = events) =>
  eventsView({ events: listed, flips, everywhere: { events, flips }, now: minute(120) }).items
const ofEach = (events: EventSeen[], flips: Flip[]) =>
  new Map(told(events, flips).map(({ at, trigger }) => [(at - minute(0).getTime()) / 60_000, trigger]))

describe('what lies in the 15 minutes before a flip', () => {
  test('with how far before, how many links, and how often its like was followed and was not', () => {
    const found = ofEach(
      [edited(10), edited(40), edited(60)],
      [flip(15), flip(12, 'direct derp', 'api', 'p2'), flip(70)],
    )
    const rate = { sort: 'NetworkPolicy changed', followed: 2, notFollowed: 1 }
    expect(found).toEqual(
      new Map([
        [60, { secondsBefore: 600, links: 1, ...rate }],
        [40, null],
        [10, { secondsBefore: 120, links: 2, ...rate }],
      ]),
    )
  })

  test.each<[string, EventSeen, Flip, boolean]>([
    ['exactly 15 minutes before', edited(10), flip(25), true],
    ['longer before', edited(10), flip(26), false],
    ['after the flip', edited(10), flip(9), false],
    ['at the same moment', edited(10), flip(10), true],
    ['of another workload', edited(10, 'web'), flip(12), false],
    ['of the whole cluster', edited(10, null), flip(12), true],
    ['a link that wakes from a pause', edited(10), flip(12, 'idle direct'), false],
    ['a start on DERP', edited(10), flip(12, 'derp direct', 'api', 'p1', 12), false],
    ['from a settled DERP', edited(10), flip(12, 'derp direct'), true],
    [
      'the other end’s NAT',
      edited(10, null, { kind: 'nat_changed', cluster: null, detail: { device: 'p1' } }),
      flip(12),
      true,
    ],
    [
      'another device’s NAT',
      edited(10, null, { kind: 'nat_changed', cluster: null, detail: { device: 'p9' } }),
      flip(12),
      false,
    ],
  ])('%s', (_, event, change, isTrigger) => {
    expect(told([event], [change])[0]?.trigger !== null).toBe(isTrigger)
  })

  test.each<EventKind>(['collector_started', 'collector_gap', 'fix_marked'])(
    'what tailpath does itself moves no path: %s',
    kind => {
      expect(told([edited(10, 'api', { kind })], [flip(12)])[0]?.trigger).toBeNull()
    },
  )

  test('its like is counted everywhere, not only where it is listed', () => {
    const all = [edited(10), edited(10, 'web'), edited(30, 'web')]
    const [item] = told(all, [flip(12)], [edited(10)])
    expect(item?.trigger).toMatchObject({ followed: 1, notFollowed: 2 })
  })

  test('an edit carries its diff; what is none carries nothing', () => {
    const [plain, edit] = told([edited(1), edited(2, 'api', { detail: { diff: 'odd' } })], [])
    expect([plain?.diff, edit?.diff]).toEqual([[], diff])
  })
})

describe('what concerns an end of a link', () => {
  const end = { target: idOf('api'), cluster: cluster.id, device: deviceId('d1') }
  test.each<[string, EventSeen, boolean]>([
    ['its workload', edited(1), true],
    ['another workload', edited(1, 'web'), false],
    ['its cluster', edited(1, null), true],
    ['another cluster', edited(1, null, { cluster: { id: clusterId('c2'), name: 'gke' } }), false],
    ['its device', edited(1, null, { kind: 'nat_changed', cluster: null, detail: { device: 'd1' } }), true],
    [
      'another device',
      edited(1, null, { kind: 'nat_changed', cluster: null, detail: { device: 'd2' } }),
      false,
    ],
    ['the collector', edited(1, null, { kind: 'collector_started', cluster: null }), false],
  ])('%s', (_, event, isAbout) => {
    expect(eventsAbout([event], [end])).toEqual(isAbout ? [event] : [])
  })
})
