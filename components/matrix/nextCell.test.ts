import { describe, expect, test } from 'vitest'
import { cellAt, nextCell } from './nextCell.ts'

/** Rows as drawn: x is a link, a dot a pair without one. */
const picture = (...lines: string[]) =>
  lines.map(line => ({
    cells: [...line].flatMap((sign, column) => (sign === 'x' ? [{ column }] : [])),
  }))
const rows = picture('x.x.', '..x.', '....', 'x.xx')

describe('where a key leads in the matrix', () => {
  test.each([
    ['right, over a pair without a link', [0, 0], 'ArrowRight', [0, 2]],
    ['right, from the last', [0, 2], 'ArrowRight', null],
    ['left', [3, 3], 'ArrowLeft', [3, 2]],
    ['left, from the first', [0, 0], 'ArrowLeft', null],
    ['down', [0, 2], 'ArrowDown', [1, 2]],
    ['down, over rows without one', [1, 2], 'ArrowDown', [3, 2]],
    ['up, over rows without one', [3, 0], 'ArrowUp', [0, 0]],
    ['up, where nothing is above', [0, 0], 'ArrowUp', null],
    ['to the start of a row', [3, 3], 'Home', [3, 0]],
    ['to its end', [3, 0], 'End', [3, 3]],
    ['another key', [0, 0], 'a', null],
    ['from a row that is gone', [9, 0], 'ArrowRight', null],
  ] as const)('%s', (_, [row, column], key, to) => {
    expect(nextCell(rows, { row, column }, key)).toEqual(to && { row: to[0], column: to[1] })
  })

  test('a pair without a link is no cell', () => {
    expect(cellAt(rows, { row: 0, column: 1 })).toBe(false)
    expect(cellAt(rows, { row: 0, column: 2 })).toBe(true)
  })
})
