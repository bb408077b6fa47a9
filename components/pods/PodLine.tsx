'use client'

import { memo } from 'react'
import type { PodColumn } from '#lib/report/podColumns.ts'
import type { PodRow } from '#lib/report/podRow.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Name } from '../text/Name.tsx'
import { MiddleName } from './MiddleName.tsx'
import { PodCell } from './PodCell.tsx'

interface Props {
  row: PodRow
  columns: readonly PodColumn[]
  now: number
  /** The unit that the head of the column names. */
  unit: string
  /** Its group's head does not say in which cluster it is. */
  withCluster: boolean
  isChosen: boolean
  /** The tabulator key leads here: of all rows only one is in its way. */
  isEntry: boolean
}

/** The cells of one pod. Drawn anew only where something of it changed: rows pass by hundreds while a reader scrolls. */
export const PodLine = memo(function PodLine(props: Props) {
  const { row, columns, now, unit, withCluster, isChosen, isEntry } = props
  const place = [
    withCluster && !columns.includes('cluster') && row.cluster,
    !columns.includes('workload') && workloadWords(row),
    !columns.includes('namespace') && row.namespace,
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <>
      <td className="c-pick">
        <input type="checkbox" checked={isChosen} readOnly tabIndex={-1} aria-label={`Choose ${row.name}`} />
      </td>
      <td className="c-pod">
        <KeptLink
          href={row.href}
          className={row.seen === 'gone' ? 'rowlink was' : 'rowlink'}
          tabIndex={isEntry ? 0 : -1}
        >
          <MiddleName name={row.name} />
        </KeptLink>
        {place && (
          <span className="sub">
            <Name name={place} cut />
          </span>
        )}
      </td>
      {columns.map(column => (
        <PodCell key={column} column={column} row={row} now={now} unit={unit} />
      ))}
    </>
  )
})

const workloadWords = ({ workload, podNames }: PodRow) =>
  podNames.length > 1 ? `${workload}, ${podNames.length} pods` : workload
