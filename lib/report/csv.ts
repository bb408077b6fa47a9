import { plainCell } from './plainCell.ts'
import type { Cell, Sheet } from './sheet.ts'

const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const csvLine = (cells: readonly Cell[]) =>
  `${cells.map(cell => quoted(plainCell(cell))).join(',')}\r\n`

/** Comma-separated values by RFC 4180, a line at a time: the keys, then a line for each row. Guarded against formulas. */
export function* csvLines({ keys, rows }: Sheet): Generator<string> {
  yield csvLine(keys)
  for (const row of rows) yield csvLine(row)
}
