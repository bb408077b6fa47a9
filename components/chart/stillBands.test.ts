import { expect, test } from 'vitest'
import type { BandPoint } from './bands.ts'
import { stillBands } from './stillBands.ts'

const bucket = (
  at: number,
  direct: number | null,
  derp: number | null = direct === null ? null : 0,
): BandPoint => ({
  at,
  direct,
  peer_relay: direct === null ? null : 0,
  derp,
})
const of = (points: BandPoint[], kind: 'direct' | 'derp', range = { from: 0, to: 100 }) =>
  stillBands({ ...range, points, stepMs: 25, top: 10, kind })

test.each<[string, BandPoint[], string, string]>([
  [
    'whole: two steps, the upper one on top of the lower',
    [bucket(0, 5, 5), bucket(25, 8, 2), bucket(50, 5, 5), bucket(75, 5, 5)],
    'M0 50H25L25 20H50L50 50H75L75 50H100',
    'M0 0H25L25 0H50L50 0H75L75 0H100',
  ],
  [
    'a gap interrupts both',
    [bucket(0, 5, 1), bucket(25, null), bucket(50, 5, 1)],
    'M0 50H25M50 50H75',
    'M0 40H25M50 40H75',
  ],
  ['nothing of a kind has no edge', [bucket(0, 5, 0), bucket(25, 5, 5)], 'M0 50H25L25 50H50', 'M25 0H50'],
  ['one point', [bucket(50, 10)], 'M50 0H75', ''],
  ['none', [], '', ''],
  ['zero is measured and has no band', [bucket(0, 0, 0)], '', ''],
])('%s', (_, points, direct, derp) => {
  expect(of(points, 'direct').edge).toBe(direct)
  expect(of(points, 'derp').edge).toBe(derp)
})

test('what reaches over an end of the axis is cut there, and what lies beyond is left out', () => {
  const { areas } = of([bucket(0, 5), bucket(25, 5), bucket(50, 5)], 'direct', { from: 40, to: 60 })
  expect(areas).toEqual([
    { x: 0, y: 50, width: 50, height: 50 },
    { x: 50, y: 50, width: 50, height: 50 },
  ])
})
