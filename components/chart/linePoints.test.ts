import { expect, test } from 'vitest'
import { linePoints } from './linePoints.ts'

test('a value holds until the next one, is not there before its first, and is null in a hole', () => {
  const lines = [
    {
      key: 'nyc',
      points: [
        { at: 0, value: 17 },
        { at: 40, value: 19 },
      ],
    },
    { key: 'fra', points: [{ at: 10, value: 90 }] },
  ]
  const drawn = linePoints(lines, [{ from: 20, to: 30, reason: 'the collector was stopped' }])
  expect(drawn.map(({ x, values }) => [x, values.nyc, values.fra])).toEqual([
    [0, 17, null],
    [10, 17, 90],
    [20, null, null],
    [30, 17, 90],
    [40, 19, 90],
  ])
})
