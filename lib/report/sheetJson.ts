import { isoTime, type Sheet } from './sheet.ts'

/** The rows as JSON objects, a piece at a time: `{ table, as_of, from, to, left_out, rows: [ … ] }`. */
export function* sheetJson({ name, asOf, range, leftOut, keys, rows }: Sheet): Generator<string> {
  const head = {
    table: name,
    as_of: isoTime(asOf),
    from: isoTime(range?.from ?? null),
    to: isoTime(range?.to ?? null),
    left_out: leftOut,
  }
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`
  for (const [index, row] of rows.entries()) {
    const object = Object.fromEntries(keys.map((key, place) => [key, row[place] ?? null]))
    yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(object)}`
  }
  yield '\n]}\n'
}
