'use client'

import { type RefObject, useLayoutEffect, useState } from 'react'
import { durationInTwo } from '#lib/report/duration.ts'
import type { MatrixRow, MatrixView } from '#lib/report/matrixView.ts'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import type { Cell } from './nextCell.ts'
import '../chart/chart.css'

interface Props {
  view: MatrixView
  rows: MatrixRow[]
  at: Cell
  frame: RefObject<HTMLDivElement | null>
}

/** Enough for its widest line, in pixels: by this it turns away from the edges. */
const size = { width: 330, height: 190 }

/** Both sides of the pair under the pointer or in focus. What it says stands on the link's own page too. */
export function MatrixTip({ view, rows, at, frame }: Props) {
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null)
  useLayoutEffect(() => {
    const box = frame.current?.getBoundingClientRect()
    const cell = frame.current?.querySelector(`[data-cell="${at.row}:${at.column}"]`)?.getBoundingClientRect()
    if (!box || !cell) return setPlace(null)
    const isLeft = cell.right + size.width > box.right
    const isAbove = cell.bottom + size.height > window.innerHeight && cell.top > size.height
    setPlace({
      left: Math.max(0, (isLeft ? cell.left - size.width + 14 : cell.right - 14) - box.left),
      top: (isAbove ? cell.top - size.height : cell.bottom + 4) - box.top,
    })
  }, [at, frame])
  const row = rows[at.row]
  const column = view.columns[at.column]
  const cell = row?.cells.find(each => each.column === at.column)
  if (!row || !column || !cell || !place) return null
  return (
    <div className="tip mx-tip" style={{ ...place, width: size.width }} aria-hidden="true">
      <h4>
        {cell.kind !== 'mixed' && <PathGlyph kind={cell.kind} />} <Name name={row.name} /> to{' '}
        <Name name={column.name} />: {cell.path}
      </h4>
      {cell.since !== null && (
        <p className="z">
          since <Time at={cell.since} now={view.at} zoned />, {durationInTwo((view.at - cell.since) / 1000)}
        </p>
      )}
      <dl>
        {cell.ms !== null && (
          <>
            <dt>Latency, median, probed</dt>
            <dd>{Math.round(cell.ms)} ms</dd>
          </>
        )}
        {row.nat !== null && (
          <>
            <dt>
              <Name name={row.name} />
            </dt>
            <dd>{row.nat}</dd>
          </>
        )}
        {column.nat !== null && (
          <>
            <dt>
              <Name name={column.name} />
            </dt>
            <dd>{column.nat}</dd>
          </>
        )}
        {cell.otherSays.length > 0 && (
          <>
            <dt>The other end says</dt>
            <dd>{cell.otherSays.join(', ')}</dd>
          </>
        )}
        {cell.expected && (
          <>
            <dt>Diagnosis</dt>
            <dd>{cell.expected}</dd>
          </>
        )}
      </dl>
      {cell.causes.length > 0 && <p>{cell.causes.slice(0, 3).join('; ')}.</p>}
    </div>
  )
}
