'use client'

import { useRef } from 'react'
import { amountOf } from '#lib/report/bytes.ts'
import { groupPods, type PodGroup } from '#lib/report/groupPods.ts'
import type { PodRow } from '#lib/report/podRow.ts'
import { lengthOf } from '#lib/report/range.ts'
import { sumOf } from '#lib/report/shareOf.ts'
import { GroupLine } from './GroupLine.tsx'
import { PodHeads } from './PodHeads.tsx'
import { PodLine } from './PodLine.tsx'
import type { PodChoice } from './usePodState.ts'
import { useShownItems } from './useShownItems.ts'
import '../table/table.css'
import './pods.css'

interface Props {
  /** In order, and only those that pass the filter. */
  rows: PodRow[]
  choice: PodChoice
  from: number
  to: number
  now: number
}

/** So many pods stand in the page as it comes. */
const atFirst = 50

type Item = { group: PodGroup } | { row: PodRow; withCluster: boolean }

function itemsOf(rows: PodRow[], choice: PodChoice): Item[] {
  const by = choice.state.group
  const groups = groupPods(rows, by)
  if (!groups) return rows.map(row => ({ row, withCluster: true }))
  return groups.flatMap((group): Item[] => [
    { group },
    ...group.rows.map(row => ({ row, withCluster: by !== 'cluster' || group.name === null })),
  ])
}

/** How many places in the list the first `pods` take, with the heads of their groups. */
function placesOf(items: Item[], pods: number): number {
  let left = pods
  const end = items.findIndex(item => 'row' in item && left-- === 0)
  return end < 0 ? items.length : end
}

/** All pods as a table; a list on phones. Of thousands only those near the window are drawn. */
export function PodTable({ rows, choice, from, to, now }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  const items = itemsOf(rows, choice)
  const shown = useShownItems({ count: items.length, atFirst: placesOf(items, atFirst) }, body)
  const { unit } = amountOf(Math.max(0, ...rows.map(row => (row.bytes ? sumOf(row.bytes) : 0))))
  return (
    <>
      <table className="pods mid" aria-rowcount={items.length + 1}>
        <caption className="sr">Pods and the paths of their links</caption>
        <PodHeads choice={choice} unit={unit} length={lengthOf(from, to)} />
        <tbody ref={body}>
          {shown.above > 0 && <tr className="spacer" style={{ height: shown.above }} />}
          {shown.indexes.map(index => {
            const item = items[index]
            if (!item) return null
            const isGroup = 'group' in item
            return (
              <tr
                key={isGroup ? item.group.key : item.row.id}
                ref={shown.measure}
                data-index={index}
                aria-rowindex={index + 2}
                {...(isGroup && { className: 'grp' })}
              >
                {isGroup ? <GroupLine group={item.group} /> : <PodLine {...item} now={now} unit={unit} />}
              </tr>
            )
          })}
          {shown.below > 0 && <tr className="spacer" style={{ height: shown.below }} />}
        </tbody>
      </table>
      {!shown.isAll && (
        <noscript>
          <p className="pods-note">
            These are the first of {rows.length} pods. Order or filter them to see others.
          </p>
        </noscript>
      )}
    </>
  )
}
