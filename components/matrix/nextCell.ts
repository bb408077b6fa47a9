import type { MatrixCell } from '#lib/report/matrixCell.ts'

/** A cell by the places of its row and column, as drawn. */
export interface Cell {
  row: number
  column: number
}

type Rows = readonly { cells: readonly Pick<MatrixCell, 'column'>[] }[]

export const cellAt = (rows: Rows, { row, column }: Cell): boolean =>
  rows[row]?.cells.some(cell => cell.column === column) ?? false

/** Where a key leads from a cell: to the next one that is there, over pairs without a link. Null where there is none. */
export function nextCell(rows: Rows, { row, column }: Cell, key: string): Cell | null {
  const own = rows[row]?.cells.map(cell => cell.column) ?? []
  const inRow = (to: number | undefined) => (to === undefined ? null : { row, column: to })
  switch (key) {
    case 'ArrowRight':
      return inRow(own.find(each => each > column))
    case 'ArrowLeft':
      return inRow(own.findLast(each => each < column))
    case 'Home':
      return inRow(own[0])
    case 'End':
      return inRow(own.at(-1))
    case 'ArrowDown':
    case 'ArrowUp': {
      const step = key === 'ArrowDown' ? 1 : -1
      for (let to = row + step; to >= 0 && to < rows.length; to += step)
        if (cellAt(rows, { row: to, column })) return { row: to, column }
      return null
    }
    default:
      return null
  }
}
