import { expect, test } from 'vitest'
import { rowKey } from './rowKey.ts'

test.each([
  ['down', 'ArrowDown', 0, 1],
  ['down, from the last', 'ArrowDown', 39, null],
  ['up', 'ArrowUp', 39, 38],
  ['up, from the first', 'ArrowUp', 0, null],
  ['a page down', 'PageDown', 3, 18],
  ['a page down, near the end', 'PageDown', 30, 39],
  ['a page up, near the start', 'PageUp', 3, 0],
  ['to the start', 'Home', 20, 0],
  ['to the start, from there', 'Home', 0, null],
  ['to the end', 'End', 20, 39],
  ['to the side', 'ArrowRight', 20, null],
  ['another key', 'a', 20, null],
])('%s', (_, key, at, to) => {
  expect(rowKey(key, at, 40)).toBe(to)
})
