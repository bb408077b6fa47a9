import type { Cell } from './sheet.ts'

/**
 * What a spreadsheet would run as a formula when it opens a file of text, its full-width forms and what it leaves out
 * before them included (OWASP, "CSV Injection"). Names in a tailnet are chosen by whoever owns a device.
 */
const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/

/**
 * A cell as text for a spreadsheet: nothing for what is missing. Text that reads as a formula gets an apostrophe before it, so
 * that it stays text; a number of ours is no text and keeps its sign.
 */
export function plainCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  return formula.test(cell) ? `'${cell}` : cell
}
