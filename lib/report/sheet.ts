/** A cell as a program reads it. Null: not measured or not there, never zero. Times are ISO 8601 in UTC. */
export type Cell = string | number | boolean | null

/** A column of an export: its key names the unit, if there is one ("bytes_derp", "home_derp_ms"). */
export interface SheetColumn<R> {
  key: string
  of: (row: R) => Cell
}

/** A table as it is handed on: what a page shows, as plain values. */
export interface Sheet {
  /** What it is about, for the name of a file: "pods". */
  name: string
  asOf: number
  /** The hours that bytes were counted over; null where nothing is counted. */
  range: { from: number; to: number } | null
  keys: string[]
  rows: Cell[][]
  /** Rows that the page does not show either. */
  leftOut: number
}

interface SheetInput<R> {
  name: string
  asOf: number
  range?: { from: number; to: number }
  leftOut?: number
  columns: readonly SheetColumn<R>[]
  rows: readonly R[]
}

/** Rows in the order given. A column that stands twice, since two columns of a page need it, is written once. */
export function sheetOf<R>({ columns, rows, range, leftOut = 0, ...head }: SheetInput<R>): Sheet {
  const once = [...new Map(columns.map(column => [column.key, column])).values()]
  return {
    ...head,
    range: range ?? null,
    leftOut,
    keys: once.map(({ key }) => key),
    rows: rows.map(row => once.map(column => column.of(row))),
  }
}

/** A moment as exports write it; null stays null. */
export const isoTime = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** Several names in one cell. */
export const joinedNames = (names: readonly string[]): string | null =>
  names.length === 0 ? null : names.join('; ')
