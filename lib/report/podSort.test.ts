import { expect, test } from 'vitest'
import type { Hardness } from '#lib/tailnet/finding.ts'
import type { PodNat } from './podRow.ts'
import { type PodSort, sortPods } from './podSort.ts'
import { podRowOf } from './testPodRow.ts'

const bytes = (derp: number, direct = 0) => ({ direct, peer_relay: 0, derp })
const nat = (l1: Hardness, l2: Hardness): PodNat => ({ l1, l2, udp: 'yes', stop: null })
const rows = [
  podRowOf({
    name: 'b',
    bytes: bytes(5, 90),
    derpSince: 200,
    home: { code: 'nyc', ms: 30 },
    nat: nat('hard', 'easy'),
    seenAt: 1,
  }),
  podRowOf({
    name: 'c',
    bytes: null,
    derpSince: null,
    home: { code: 'nyc', ms: null },
    nat: nat('unknown', 'unknown'),
    seenAt: null,
    cluster: 'aks',
  }),
  podRowOf({
    name: 'a',
    bytes: bytes(70),
    derpSince: 100,
    home: { code: 'fra', ms: 9 },
    nat: nat('easy', 'easy'),
    seenAt: 2,
  }),
]

test.each<[PodSort, string]>([
  [{ by: 'derp', order: 'desc' }, 'a b c'],
  [{ by: 'derp', order: 'asc' }, 'b a c'],
  [{ by: 'bytes', order: 'desc' }, 'b a c'],
  [{ by: 'name', order: 'asc' }, 'a b c'],
  [{ by: 'name', order: 'desc' }, 'c b a'],
  [{ by: 'since', order: 'asc' }, 'a b c'],
  [{ by: 'since', order: 'desc' }, 'b a c'],
  [{ by: 'home', order: 'desc' }, 'b a c'],
  [{ by: 'nat', order: 'asc' }, 'a b c'],
  [{ by: 'nat', order: 'desc' }, 'b a c'],
  [{ by: 'cluster', order: 'asc' }, 'c a b'],
  [{ by: 'seen', order: 'asc' }, 'b a c'],
])('%o: what was not measured stands last either way', (sort, expected) => {
  expect(
    sortPods(rows, sort)
      .map(row => row.name)
      .join(' '),
  ).toBe(expected)
})
