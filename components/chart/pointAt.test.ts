import { expect, test } from 'vitest'
import { pointAt } from './pointAt.ts'

const points = [{ x: 0 }, { x: 10 }, { x: 30 }]

test.each([
  ['the moment itself', 10, false, 10],
  ['a bucket whose middle is nearer', 21, false, 30],
  ['before all buckets', -50, false, 0],
  ['a value holds until the next', 29, true, 10],
  ['from the moment on', 30, true, 30],
  ['before the first value', -1, true, undefined],
])('%s', (_, at, isHeld, x) => {
  expect(pointAt(points, at, isHeld)?.x).toBe(x)
})

test('a chart without points has nothing to tell', () => {
  expect(pointAt([], 10, false)).toBeNull()
  expect(pointAt([], 10, true)).toBeNull()
})
