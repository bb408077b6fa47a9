'use client'

import type { MatrixCell } from '#lib/report/matrixCell.ts'
import type { MatrixColumn } from '#lib/report/matrixColumns.ts'
import { finer, type MatrixGrouping } from '#lib/report/matrixGroups.ts'
import { matrixHref } from '#lib/report/matrixHref.ts'
import type { MatrixRow } from '#lib/report/matrixView.ts'
import { printable } from '#lib/report/printable.ts'
import { sumOf } from '#lib/report/shareOf.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { pathClass } from '../path/pathClass.ts'

interface Props {
  cell: MatrixCell
  row: MatrixRow
  column: MatrixColumn
  by: MatrixGrouping
  /** "row:column", by which a cell is found again. */
  place: string
  gap: string
  isEntry: boolean
  isSeen: boolean
}

/** A pair: sign, tint and number; its sentence for those who do not see them. */
export function MatrixCellLink({ cell, row, column, by, place, gap, isEntry, isSeen }: Props) {
  const kind = cell.kind === 'mixed' ? 'mixed' : pathClass[cell.kind]
  const className = `m ${kind}${gap}${isSeen ? ' hov' : ''}`
  const tabIndex = isEntry ? 0 : -1
  const sign = (
    <>
      <span className="sr">{cellWords(cell, row, column)}</span>
      {cell.kind === 'mixed' ? (
        <span className="part" aria-hidden="true">
          <MixBar parts={cell.parts} />
          {cell.parts.direct}/{sumOf(cell.parts)}
        </span>
      ) : (
        <>
          <PathGlyph kind={cell.kind} />
          <span className="number" aria-hidden="true">
            {numberOf(cell, by)}
          </span>
        </>
      )}
      {cell.otherSays.length > 0 && <b aria-hidden="true">≠</b>}
    </>
  )
  if (cell.path === 'not seen') {
    return (
      <td className={className} data-cell={place} tabIndex={tabIndex}>
        {sign}
      </td>
    )
  }
  const within = matrixHref({ group: finer(by), rows: row.key, peers: column.key })
  const href = cell.href ?? (by === 'none' ? row.href : within)
  return (
    <td className={className}>
      <KeptLink href={href} data-cell={place} tabIndex={tabIndex}>
        {sign}
      </KeptLink>
    </td>
  )
}

function numberOf(cell: MatrixCell, by: MatrixGrouping): string {
  if (by === 'none' && cell.links === 1) return cell.ms === null ? '' : String(Math.round(cell.ms))
  return String(cell.links)
}

function cellWords(cell: MatrixCell, row: MatrixRow, column: MatrixColumn): string {
  return [
    `${printable(row.name)} to ${printable(column.name)}: ${cell.path}`,
    cell.expected,
    cell.ms !== null && `${Math.round(cell.ms)} ms probed`,
    cell.otherSays.length > 0 && `the other end says ${cell.otherSays.join(', ')}`,
    ...cell.causes.slice(0, 2),
  ]
    .filter(Boolean)
    .join(', ')
}
