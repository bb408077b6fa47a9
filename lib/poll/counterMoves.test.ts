import { describe, expect, test } from 'vitest'
import type { PathCounter } from '#lib/tailnet/reading.ts'
import { counterMoves, mixChanged } from './counterMoves.ts'

const counters = (direct: number, derp: number): PathCounter[] => [
  { path: 'direct_ipv4', direction: 'out', bytes: direct, packets: 0 },
  { path: 'derp', direction: 'out', bytes: derp, packets: 0 },
]

describe('what counters say between two readings', () => {
  const cases: [
    string,
    PathCounter[],
    PathCounter[],
    { derp: boolean; restarted: boolean; moving: string[] },
  ][] = [
    ['nothing moved', counters(1e6, 1e6), counters(1e6, 1e6), { derp: false, restarted: false, moving: [] }],
    ['keepalives only', counters(0, 0), counters(900, 148), { derp: false, restarted: false, moving: [] }],
    [
      'direct traffic',
      counters(0, 0),
      counters(5000, 0),
      { derp: false, restarted: false, moving: ['direct_ipv4/out'] },
    ],
    [
      'DERP traffic',
      counters(0, 0),
      counters(0, 5000),
      { derp: true, restarted: false, moving: ['derp/out'] },
    ],
    [
      'started anew, with DERP traffic since',
      counters(1e6, 1e6),
      counters(100, 5000),
      { derp: true, restarted: true, moving: ['derp/out'] },
    ],
    [
      'a label not seen before',
      [],
      counters(5000, 0),
      { derp: false, restarted: false, moving: ['direct_ipv4/out'] },
    ],
  ]
  test.each(cases)('%s', (_, before, after, expected) => {
    const moves = counterMoves(before, after)
    expect({ derp: moves.derpGrew, restarted: moves.restarted, moving: [...moves.moving] }).toEqual(expected)
  })

  test('a label that begins or ceases changes the mix', () => {
    expect(mixChanged(new Set(['a']), new Set(['a']))).toBe(false)
    expect(mixChanged(new Set(['a']), new Set(['a', 'b']))).toBe(true)
    expect(mixChanged(new Set(['a']), new Set())).toBe(true)
  })
})
