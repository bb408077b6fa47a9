import type { MatrixCell } from './matrixCell.ts'
import type { MatrixColumn } from './matrixColumns.ts'
import type { MatrixRow, MatrixView } from './matrixView.ts'
import { isoTime, joinedNames, type Sheet, sheetOf } from './sheet.ts'

interface Pair {
  row: MatrixRow
  column: MatrixColumn
  cell: MatrixCell
}

/** The matrix in long form: a line for each pair that has links, in the order of the picture. */
export function matrixSheet(view: MatrixView, sort: 'blocks' | 'name'): Sheet {
  const ordered = sort === 'name' ? view.rows.toSorted((a, b) => a.name.localeCompare(b.name)) : view.rows
  const rows = ordered.flatMap(row =>
    row.cells.flatMap((cell): Pair[] => {
      const column = view.columns[cell.column]
      return column ? [{ row, column, cell }] : []
    }),
  )
  return sheetOf({
    name: 'matrix',
    asOf: view.asOf,
    leftOut: view.cut.rows,
    rows,
    columns: [
      { key: 'at', of: () => isoTime(view.at) },
      { key: 'grouped_by', of: () => view.by },
      { key: 'row', of: ({ row }) => row.name },
      { key: 'row_place', of: ({ row }) => row.note || null },
      { key: 'peer', of: ({ column }) => column.name },
      { key: 'peer_place', of: ({ column }) => column.note || null },
      { key: 'path', of: ({ cell }) => cell.kind },
      { key: 'path_words', of: ({ cell }) => cell.path },
      { key: 'links', of: ({ cell }) => cell.links },
      { key: 'links_direct', of: ({ cell }) => cell.parts.direct },
      { key: 'links_peer_relay', of: ({ cell }) => cell.parts.peer_relay },
      { key: 'links_derp', of: ({ cell }) => cell.parts.derp },
      { key: 'since', of: ({ cell }) => isoTime(cell.since) },
      { key: 'probed_ms', of: ({ cell }) => cell.ms },
      { key: 'other_end_says', of: ({ cell }) => joinedNames(cell.otherSays) },
      { key: 'causes', of: ({ cell }) => joinedNames(cell.causes) },
      { key: 'expected', of: ({ cell }) => cell.expected },
    ],
  })
}
