import { expect, test } from 'vitest'
import type { EventSeen, Flip, SpanSeen } from '#lib/tailnet/history.ts'
import { clusterId, derpRegionId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import type { Path } from '#lib/tailnet/path.ts'
import { linkHistoryView } from './linkHistoryView.ts'

const minute = (count: number) => new Date(Date.UTC(2026, 10, 20, 12, count))
const cluster = { id: clusterId('c1'), name: 'eks' }
const idOf = (name: string) =>
  targetId({ cluster: cluster.id, namespace: 'n', kind: 'Deployment', name, ordinal: null })
const [a, b] = [deviceId('a'), deviceId('b')]
const direct: Path = { kind: 'direct', family: 'ipv4', endpoint: '203.0.113.9:1' }

const span = (path: Path, from: number, to: number | null): SpanSeen => ({
  observer: a,
  peer: b,
  peerName: 'b',
  path,
  startedAt: minute(from),
  endedAt: to === null ? null : minute(to),
  endedBy: to === null ? null : 'changed',
  reason: null,
})
const diff = [{ sign: '+' as const, text: 'spec.ports[0].port: 41641' }]
const edited = (at: number, name: string): EventSeen => ({
  id: `${name} ${at}`,
  at: minute(at),
  kind: 'object_changed',
  cluster,
  target: { id: idOf(name), namespace: 'n', name },
  title: `Service ${name} changed`,
  detail: { object: `Service/n/${name}`, diff },
})
const natOf = (at: number, device: string): EventSeen => ({
  ...edited(at, 'x'),
  id: `nat ${device} ${at}`,
  kind: 'nat_changed',
  cluster: null,
  target: null,
  title: `NAT of ${device} changed`,
  detail: { device },
})
const flip: Flip = {
  target: idOf('api'),
  cluster: cluster.id,
  peer: b,
  peerName: 'b',
  at: minute(20),
  from: 'direct',
  to: 'derp',
  trafficSeconds: 900,
}

test('before a flip stands what happened to either end, nearest first, with its diff and how often its like did nothing', () => {
  const events = [natOf(19, 'b'), edited(12, 'api'), edited(10, 'other'), edited(4, 'api'), natOf(18, 'c')]
  const view = linkHistoryView({
    a: { id: a, short: 'a' },
    b: { id: b, short: 'b' },
    spans: [span(direct, 0, 20), span({ kind: 'derp', region: derpRegionId(1) }, 20, null)],
    isCut: false,
    traffic: [],
    stepSeconds: 300,
    gaps: [],
    ends: [
      { target: idOf('api'), cluster: cluster.id, device: a },
      { target: null, cluster: null, device: b },
    ],
    changes: { asOf: 0, items: [] },
    everywhere: { events, flips: [flip] },
    firstKept: null,
    window: { from: minute(0), to: minute(60) },
    now: minute(60),
    regionCode: () => 'nyc',
  })
  expect(view.flips).toHaveLength(1)
  expect(view.flips[0]?.before).toEqual([
    {
      id: 'nat b 19',
      title: 'NAT of b changed',
      sort: 'NAT changed',
      secondsBefore: 60,
      followed: 1,
      notFollowed: 1,
      diff: [],
    },
    {
      id: 'api 12',
      title: 'Service api changed',
      sort: 'Service changed',
      secondsBefore: 480,
      followed: 1,
      notFollowed: 2,
      diff,
    },
  ])
})
