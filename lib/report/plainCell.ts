import type { Cell } from './sheet.ts'

/**
 * Where a spreadsheet would begin to run a formula when it opens a file of text: before `=`, `+`, `-`, `@` and their full-width
 * forms, behind whatever is blank or unseen (OWASP, "CSV Injection"). Names in a tailnet are chosen by whoever owns a device. A
 * cell begins at the start, and within the text too: where a comma is the decimal sign, programs part cells at semicolons, and
 * a quote that stands behind a comma keeps neither those nor line breaks together.
 */
const formula = /(^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/gu
const oddStart = /^[\t\r\n]/

/**
 * A cell as text for a spreadsheet: nothing for what is missing. Text that reads as a formula gets an apostrophe before it, so
 * that it stays text; a number of ours is no text and keeps its sign.
 */
export function plainCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const guarded = cell.replace(formula, "$1'")
  return oddStart.test(guarded) ? `'${guarded}` : guarded
}
