import { markdownText } from './markdownText.ts'

const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(' | ')} |`

/** A table in Markdown. Whatever a cell says, it stays one cell of text. */
export const markdownTable = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(heads), `|${' --- |'.repeat(heads.length)}`, ...rows.map(line)].join('\n')
