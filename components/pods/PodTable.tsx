'use client'

import { Fragment, type MouseEvent, useMemo, useRef } from 'react'
import type { PodsPage } from '#lib/report/podsPage.ts'
import { lengthOf } from '#lib/report/range.ts'
import { GroupLine } from './GroupLine.tsx'
import { PodHeads } from './PodHeads.tsx'
import { PodLine } from './PodLine.tsx'
import { usePodKeys } from './usePodKeys.ts'
import { type PodRows, placeOfEvent } from './usePodRows.ts'
import type { PodChoice } from './usePodState.ts'
import { useShownItems } from './useShownItems.ts'
import '../table/table.css'
import './pods.css'

/** Lines up to which a table is drawn whole. */
const atMost = 80
/** As pods.css has them; each line is measured once it is drawn. */
const pixels = { group: 31, row: 45 }
/** More columns than these stand in a frame that scrolls sideways. */
const mostColumns = 8

interface Props {
  page: PodsPage
  choice: PodChoice
  rows: PodRows
}

/** All pods as a table; a list on phones. Of thousands only those near the window are drawn. */
export function PodTable({ page, choice, rows }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  const { items, unit, more } = page
  const { columns, hasOwnColumns } = choice
  const keys = usePodKeys({ items, rows, body })
  const shown = useShownItems(
    {
      count: items.length,
      atMost,
      pixelsOf: index => (items[index] && 'group' in items[index] ? pixels.group : pixels.row),
      kept: keys.keptAt,
    },
    body,
  )
  const heads = useMemo(
    () => <PodHeads choice={choice} unit={unit} length={lengthOf(page.from, page.to)} />,
    [choice, unit, page.from, page.to],
  )
  const onClick = (event: MouseEvent) => {
    const item = items[placeOfEvent(event) ?? -1]
    if (!item || !('row' in item) || !(event.target instanceof HTMLInputElement)) return
    if (event.shiftKey) rows.extendTo(item.row.id)
    else rows.toggle(item.row.id)
  }
  const look = ['pods mid', hasOwnColumns && 'own', columns.length > mostColumns && 'wide']
  const table = (
    <table className={look.filter(Boolean).join(' ')} aria-rowcount={items.length + more + 1}>
      <caption className="sr">Pods and the paths of their links</caption>
      {heads}
      <tbody
        ref={body}
        onKeyDown={event => keys.onKeyDown(event, shown.scrollTo)}
        onFocus={keys.onFocus}
        onBlur={keys.onBlur}
        onClick={onClick}
      >
        {shown.indexes.map((index, place) => {
          const item = items[index]
          if (!item) return null
          const isGroup = 'group' in item
          const id = isGroup ? item.group.key : item.row.id
          // One key for both: a row that moves must stay the element that has the focus.
          return (
            <Fragment key={id}>
              <Spacer pixels={shown.gaps[place]} />
              <tr
                ref={shown.measure}
                data-index={index}
                aria-rowindex={index + 2}
                {...(isGroup ? { className: 'grp' } : rows.chosen.has(id) && { className: 'chosen' })}
              >
                {isGroup ? (
                  <GroupLine group={item.group} columns={columns} hasOwnColumns={hasOwnColumns} />
                ) : (
                  <PodLine
                    row={item.row}
                    withCluster={item.withCluster}
                    columns={columns}
                    now={page.asOf}
                    unit={unit}
                    isChosen={rows.chosen.has(id)}
                    isEntry={index === keys.entryAt}
                  />
                )}
              </tr>
            </Fragment>
          )
        })}
        <Spacer pixels={shown.gaps.at(-1)} />
        <Spacer pixels={more * pixels.row} />
      </tbody>
    </table>
  )
  return columns.length > mostColumns ? <div className="scroll">{table}</div> : table
}

/** Stands for lines that are not drawn. */
const Spacer = ({ pixels: height = 0 }: { pixels?: number | undefined }) =>
  height > 0 && <tr className="spacer" style={{ height }} />
