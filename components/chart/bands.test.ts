import { describe, expect, test } from 'vitest'
import { type BandPoint, drawnPoints } from './bands.ts'

const bucket = (
  at: number,
  direct: number | null,
  derp: number | null = direct === null ? null : 50,
): BandPoint => ({
  at,
  direct,
  peer_relay: direct === null ? null : 0,
  derp,
})
const drawn = (points: BandPoint[]) =>
  drawnPoints(points, 10).map(({ x, bucket, direct }) => [x, bucket, direct])

describe('what a stacked chart draws', () => {
  test('a bucket stands at its middle; a run has a point on each of its ends', () => {
    expect(drawn([bucket(0, 50), bucket(10, 60)])).toEqual([
      [0, 0, 50],
      [5, 0, 50],
      [15, 1, 60],
      [20, 1, 60],
    ])
  })

  test('a gap stays a gap: null in it, and the runs beside it reach exactly its borders', () => {
    expect(drawn([bucket(0, 50), bucket(10, null), bucket(20, 60)])).toEqual([
      [0, 0, 50],
      [5, 0, 50],
      [10, 0, 50],
      [15, 1, null],
      [20, 2, 60],
      [25, 2, 60],
      [30, 2, 60],
    ])
  })

  test('nothing measured at all draws nothing, and no number is made up', () => {
    expect(drawn([bucket(0, null), bucket(10, null)])).toEqual([
      [5, 0, null],
      [15, 1, null],
    ])
    expect(drawnPoints([], 10)).toEqual([])
  })

  test('a path without a part has no edge; zero direct keeps the run measured', () => {
    const [point] = drawnPoints([bucket(0, 0, 100)], 10)
    expect(point).toEqual({ x: 0, bucket: 0, direct: 0, peer_relay: null, derp: 100 })
  })
})
