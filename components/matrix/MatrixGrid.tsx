'use client'

import { type FocusEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { rowNoun } from '#lib/report/matrixVerdict.ts'
import type { MatrixRow, MatrixView } from '#lib/report/matrixView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Name } from '../text/Name.tsx'
import { MatrixLine } from './MatrixLine.tsx'
import { MatrixTip } from './MatrixTip.tsx'
import { type Cell, cellAt, nextCell } from './nextCell.ts'
import './matrix.css'

interface Props {
  view: MatrixView
  sort: 'blocks' | 'name'
}

/** So many columns leave room for a name across and a number in each cell. */
const wideColumns = 12

const placeOf = (target: EventTarget): Cell | null => {
  const held = target instanceof Element ? target.closest('[data-cell]') : null
  const [row, column] = (held?.getAttribute('data-cell') ?? '').split(':').map(Number)
  return row === undefined || column === undefined ? null : { row, column }
}

/** The picture as the table that it is: arrows walk its cells, the detail of one floats beside it. */
export function MatrixGrid({ view, sort }: Props) {
  const [seen, setSeen] = useState<Cell | null>(null)
  const [walked, setWalked] = useState<Cell | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const rows = sort === 'name' ? view.rows.toSorted(byName) : view.rows
  const entry = walked && cellAt(rows, walked) ? walked : firstCell(rows)
  const blocks = new Map(view.blocks.map(block => [block.key, block]))
  const firstQuiet = view.columns.findIndex(column => column.isQuiet)

  function walk(event: KeyboardEvent) {
    if (event.key === 'Escape') setSeen(null)
    const from = placeOf(event.target)
    const to = from && nextCell(rows, from, event.key)
    if (!to) return
    event.preventDefault()
    frame.current?.querySelector<HTMLElement>(`[data-cell="${to.row}:${to.column}"]`)?.focus()
  }
  const focused = (event: FocusEvent) => {
    const cell = placeOf(event.target)
    setSeen(cell)
    if (cell) setWalked(cell)
  }
  const pointed = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') setSeen(placeOf(event.target))
  }
  return (
    <div className="mx-frame" ref={frame}>
      <div className="mx">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that arrows walk is a grid (ARIA Authoring Practices)
          role="grid"
          className={`${view.columns.length > wideColumns ? 'dense' : 'wide'} ${view.by === 'none' ? 'pairs' : 'groups'}`}
          onKeyDown={walk}
          onFocus={focused}
          onBlur={() => setSeen(null)}
          onPointerOver={pointed}
          onPointerLeave={() => setSeen(null)}
        >
          <caption className="sr">
            Paths between {rowNoun(view.by)}s, down, and peers, across. Arrow keys walk from link to link.
          </caption>
          <thead>
            <tr>
              {sort === 'blocks' && (
                <th className="gh" scope="col">
                  Shared first cause
                </th>
              )}
              <th className="rh" scope="col">
                {capital(rowNoun(view.by))}s down, peers across
              </th>
              {view.columns.map((column, index) => (
                <th
                  key={column.key}
                  scope="col"
                  className={[index === firstQuiet && 'sp', seen?.column === index && 'hx']
                    .filter(Boolean)
                    .join(' ')}
                >
                  <KeptLink href={column.href} title={[column.name, column.note].join(', ')}>
                    <Name name={column.name} />
                  </KeptLink>
                  <i>
                    <Name name={column.note} />
                  </i>
                </th>
              ))}
              <th className="sum" scope="col">
                Direct now
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => {
              const block = sort === 'blocks' && rows[index - 1]?.block !== row.block && blocks.get(row.block)
              return (
                <MatrixLine
                  key={row.key}
                  row={row}
                  index={index}
                  columns={view.columns}
                  by={view.by}
                  firstQuiet={firstQuiet}
                  block={block || null}
                  entry={entry?.row === index ? entry.column : null}
                  seen={seen?.row === index ? seen.column : null}
                />
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              {sort === 'blocks' && <td className="gh" />}
              <th className="rh" scope="row">
                Direct links
              </th>
              {view.columns.map((column, index) => (
                <td key={column.key} className={index === firstQuiet ? 'tot sp' : 'tot'}>
                  {column.isQuiet ? (
                    <span className="faint">–</span>
                  ) : (
                    <>
                      {column.direct}
                      <span className="faint"> of {column.active}</span>
                    </>
                  )}
                </td>
              ))}
              <td className="sum" />
            </tr>
          </tfoot>
        </table>
      </div>
      {seen && <MatrixTip view={view} rows={rows} at={seen} frame={frame} />}
    </div>
  )
}

const byName = (a: MatrixRow, b: MatrixRow) => a.name.localeCompare(b.name) || a.key.localeCompare(b.key)

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

function firstCell(rows: MatrixRow[]): Cell | null {
  const row = rows.findIndex(each => each.cells.length > 0)
  const first = rows[row]?.cells[0]
  return first ? { row, column: first.column } : null
}
