'use client'

import { bytes } from '#lib/report/bytes.ts'
import type { TryRow, WhatIfView } from '#lib/report/whatIfView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import type { Params } from '../live/views.ts'
import { Certainty } from '../panel/Certainty.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { TurnCounts } from './TurnCounts.tsx'
import { whatIfHref } from './whatIfHref.ts'
import '../table/table.css'
import './fixes.css'

/** More than these fold away, unless they are chosen. */
const open = 8

/** Each change that can be tried, with what it does alone. */
export function WhatIfChoices({ view: { choices, left }, params }: { view: WhatIfView; params: Params }) {
  const first = choices.filter(({ isChosen }, index) => isChosen || index < open)
  const folded = choices.slice(first.length)
  return (
    <>
      <ChoiceTable rows={first} params={params} label="Changes to try" />
      {folded.length > 0 && (
        <details>
          <summary>{folded.length} more changes</summary>
          <ChoiceTable rows={folded} params={params} label="More changes to try" />
        </details>
      )}
      {left > 0 && (
        <p className="faint t12">{left} more that do less are not listed; a pod’s page leads to its own.</p>
      )}
    </>
  )
}

function ChoiceTable({ rows, params, label }: { rows: TryRow[]; params: Params; label: string }) {
  return (
    <table className="stacked whatif" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Change</th>
          <th scope="col">Where</th>
          <th scope="col">Touches</th>
          <th scope="col">Alone, predicted</th>
          <th scope="col" className="num">
            Off DERP a week
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Choice key={row.key} row={row} params={params} />
        ))}
      </tbody>
    </table>
  )
}

const mostNames = 3

function Choice({ row, params }: { row: TryRow; params: Params }) {
  const { isChosen, alone, targets } = row
  return (
    <tr className={isChosen ? 'on' : undefined}>
      <td>
        {row.toggled === null ? (
          <span>
            <Inline text={row.title} />
            <span className="sub">
              Stands at too many pods to be tried beside the others: try it at one of them.
            </span>
          </span>
        ) : (
          <KeptLink
            className="rowlink tick"
            href={whatIfHref(params, row.toggled)}
            aria-current={isChosen}
            scroll={false}
            replace
          >
            <svg className="tickbox" viewBox="0 0 12 12" aria-hidden="true">
              <rect x="0.75" y="0.75" width="10.5" height="10.5" rx="2" />
              {isChosen && <path d="M3 6.2 5.2 8.4 9 3.8" />}
            </svg>
            <span className="sr">{isChosen ? 'Tried, take away: ' : 'Try: '}</span>
            <Inline text={row.title} />
          </KeptLink>
        )}
        <span className="sub">
          <Certainty degree={row.certainty} /> <span className="code">{row.id}</span>
        </span>
      </td>
      <td data-label="Where">
        {targets.slice(0, mostNames).map((target, index) => (
          <span key={target.href}>
            {index > 0 && ', '}
            <KeptLink href={target.href}>
              <Name name={target.name} />
            </KeptLink>
          </span>
        ))}
        {targets.length > mostNames && <span className="dim"> and {targets.length - mostNames} more</span>}
      </td>
      <td data-label="Touches" className="dim">
        {row.touches}
      </td>
      <td data-label="Alone">
        <TurnCounts direct={alone.direct} peerRelay={alone.peerRelay} none="turns nothing alone" />
      </td>
      <td data-label="A week" className="num">
        {alone.bytesWeek > 0 ? bytes(alone.bytesWeek) : <span className="faint">0</span>}
      </td>
    </tr>
  )
}
