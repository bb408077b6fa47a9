import { expect, test } from 'vitest'
import { nearestTick } from './nearestTick.ts'

const ticks = [{ value: 0 }, { value: 10 }, { value: 30 }]

test.each([
  ['the moment itself', 10, 1],
  ['nearer to the later one', '21', 2],
  ['before all', -50, 0],
  ['no moment', undefined, -1],
])('%s', (_, moment, index) => {
  expect(nearestTick(ticks, moment)).toBe(index)
})

test('a chart without points has no cross-hair', () => {
  expect(nearestTick([], 10)).toBe(-1)
})
