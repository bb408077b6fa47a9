import { describe, expect, test } from 'vitest'
import { clusterId, type TargetId } from '#lib/tailnet/ids.ts'
import type { HomeMove, RegionStanding } from '#lib/tailnet/region.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import { regionsVerdict } from './regionsVerdict.ts'
import { regionsView } from './regionsView.ts'

const now = new Date('2026-11-20T12:00:00Z')
const minutes = (ago: number) => new Date(now.getTime() - ago * 60_000)
const window = { from: minutes(360), to: now }

const place = (name: string): TargetPlace => ({
  id: `c/shop/Deployment/${name}` as TargetId,
  cluster: { id: clusterId('c'), name: 'eks' },
  namespace: 'shop',
  kind: 'Deployment',
  workload: name,
  ordinal: null,
  name,
  parent: null,
})
const names: Record<number, [string, string]> = {
  1: ['nyc', 'New York City'],
  4: ['fra', 'Frankfurt'],
  5: ['syd', 'Sydney'],
}
const region = (id: number, given: Partial<RegionStanding> = {}): RegionStanding => ({
  region: { id, code: names[id]?.[0] ?? '', name: names[id]?.[1] ?? '' },
  homes: [],
  devices: 0,
  latency: null,
  links: 0,
  ...given,
})
const view = (regions: RegionStanding[], rest: Partial<Parameters<typeof regionsView>[0]> = {}) =>
  regionsView({ regions, traffic: [], moves: [], window, now, ...rest })
const move = (name: string, ago: number, from: number, to: number): HomeMove => ({
  place: place(name),
  pod: `${name}-1`,
  at: minutes(ago),
  from,
  to,
})

describe('regions', () => {
  test('used ones by homes, unused ones by distance, unmeasured last', () => {
    const near = { best: 20, median: 30, devices: 3, at: now }
    const found = view([
      region(1, { homes: [place('a')], devices: 2 }),
      region(4, { homes: [place('b'), place('c'), place('d'), place('e')] }),
      region(5),
      { ...region(6), latency: near },
    ])
    expect(found.used.map(row => row.id)).toEqual([4, 1])
    expect(found.unused.map(row => [row.id, row.latency])).toEqual([
      [6, { ...near, at: now.getTime() }],
      [5, null],
    ])
  })

  test('bytes and the busiest five minutes, in Mbit/s', () => {
    const { used, bytes, unplacedBytes } = view([region(1)], {
      traffic: [
        { region: 1, bytes: 3e9, peakBytesPerSecond: 1.25e6 },
        { region: null, bytes: 1e9, peakBytesPerSecond: 1 },
      ],
    })
    expect(used).toMatchObject([{ id: 1, bytes: 3e9, peak: 10 }])
    expect({ bytes, unplacedBytes }).toEqual({ bytes: 4e9, unplacedBytes: 1e9 })
  })

  test('a region that the map does not have stands by its number', () => {
    const { used } = view([region(1)], {
      traffic: [{ region: 900, bytes: 5, peakBytesPerSecond: 1 }],
    })
    expect(used).toMatchObject([{ id: 900, code: 'region 900', name: 'not in the DERP map', latency: null }])
  })

  test('a home that flaps: how often, by which way, and in both regions', () => {
    const moves = [move('api', 10, 4, 1), move('api', 30, 1, 4), move('db', 20, 4, 1)]
    const { moving, used } = view([region(1), region(4)], { moves })
    expect(moving).toMatchObject([
      { name: 'api', moves: 2, way: ['nyc', 'fra', 'nyc'], lastAt: minutes(10).getTime() },
      { name: 'db', moves: 1, way: ['fra', 'nyc'] },
    ])
    expect(used.map(({ id, came, went }) => [id, came, went])).toEqual([
      [1, 2, 1],
      [4, 1, 2],
    ])
  })
})

describe('the verdict on regions', () => {
  test.each([
    [[], 'No home region has been told yet.'],
    [[region(1, { devices: 3 })], 'All 3 homes are in New York City.'],
    [[region(1, { devices: 3 }), region(4, { devices: 1 })], '3 of 4 homes are in New York City.'],
  ] as const)('%#: %s', (regions, headline) => {
    expect(regionsVerdict(view([...regions])).headline).toBe(headline)
  })

  test('nothing over DERP is said as far as links are seen, and unknown regions are told', () => {
    const quiet = regionsVerdict(view([region(1, { devices: 1 })]))
    expect(quiet.reasons[0]).toBe('Nothing went over DERP in this range, as far as links are seen.')
    const busy = regionsVerdict(
      view([region(1, { devices: 1 })], {
        traffic: [
          { region: 1, bytes: 2 ** 30, peakBytesPerSecond: 1 },
          { region: null, bytes: 2 ** 30, peakBytesPerSecond: 1 },
        ],
      }),
    )
    expect(busy.reasons.slice(0, 2)).toEqual([
      'New York City carried 1 of 2 GiB over DERP.',
      'Of 1 GiB no region is known.',
    ])
  })
})
