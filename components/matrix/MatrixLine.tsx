'use client'

import { memo } from 'react'
import type { MatrixBlock } from '#lib/report/matrixBlocks.ts'
import type { MatrixCell } from '#lib/report/matrixCell.ts'
import type { MatrixColumn } from '#lib/report/matrixColumns.ts'
import type { MatrixGrouping } from '#lib/report/matrixGroups.ts'
import type { MatrixRow } from '#lib/report/matrixView.ts'
import { sumOf } from '#lib/report/shareOf.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { MiddleName } from '../pods/MiddleName.tsx'
import { Name } from '../text/Name.tsx'
import { MatrixCellLink } from './MatrixCellLink.tsx'

interface Props {
  row: MatrixRow
  index: number
  columns: MatrixColumn[]
  by: MatrixGrouping
  firstQuiet: number
  /** Its block, where it is the first of it. */
  block: MatrixBlock | null
  /** Column of the cell that the tab key reaches; null where it is in another row. */
  entry: number | null
  /** Column of the cell whose detail is shown. */
  seen: number | null
}

/** One row of the matrix. Of hundreds only those that change are drawn anew. */
export const MatrixLine = memo(function MatrixLine(props: Props) {
  const { row, index, columns, by, firstQuiet, block, entry, seen } = props
  const byColumn = new Map<number, MatrixCell>(row.cells.map(cell => [cell.column, cell]))
  const active = sumOf(row.parts)
  const hasBlock = block !== null
  return (
    <tr className={[hasBlock && 'g0', seen !== null && 'hy'].filter(Boolean).join(' ')}>
      {block && (
        <th className="gh" rowSpan={block.rows} scope="rowgroup">
          {block.title}
          <i>
            <Name name={block.note} />
          </i>
        </th>
      )}
      <th className="rh" scope="row" title={row.note}>
        <KeptLink href={row.href}>
          <MiddleName name={row.name} />
        </KeptLink>
      </th>
      {columns.map((column, at) => {
        const cell = byColumn.get(at)
        const place = `${index}:${at}`
        const gap = at === firstQuiet ? ' sp' : ''
        if (!cell) return <td key={column.key} className={`m none${gap}`} />
        return (
          <MatrixCellLink
            key={column.key}
            cell={cell}
            row={row}
            column={column}
            by={by}
            place={place}
            gap={gap}
            isEntry={entry === at}
            isSeen={seen === at}
          />
        )
      })}
      <td className="sum">
        {active > 0 ? (
          <span className="mix">
            <MixBar parts={row.parts} />
            <span className="nw">
              {row.parts.direct} of {active}
            </span>
          </span>
        ) : (
          <span className="faint">–</span>
        )}
      </td>
    </tr>
  )
})
