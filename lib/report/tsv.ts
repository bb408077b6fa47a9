import { plainCell } from './plainCell.ts'
import type { Cell, Sheet } from './sheet.ts'

/** A tab or a line break in a name would begin another cell: there is no quoting that every program reads. */
const flat = (cell: Cell) => plainCell(cell).replace(/[\t\r\n\u2028\u2029]+/g, ' ')

/** Tab-separated values, as a clipboard hands cells to a spreadsheet. Guarded against formulas. */
export const tsv = ({ keys, rows }: Pick<Sheet, 'keys' | 'rows'>): string =>
  [keys, ...rows].map(row => row.map(flat).join('\t')).join('\n')
