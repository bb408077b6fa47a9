'use client'

import { amountOf } from '#lib/report/bytes.ts'
import { lengthOf } from '#lib/report/range.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { CauseLine } from './CauseLine.tsx'
import '../table/table.css'
import './overview.css'

/** As many as leave the changes beside them in sight. */
const most = 9

/** Causes that hold, the ones that would turn the most links first. */
export function CausesPanel({ params }: { params: Params }) {
  const causes = useView('causes', params)
  return (
    <Section
      title="Causes by effect"
      meta="New first, then by links that would leave DERP. A link can have several causes."
      aside={<KeptLink href="/causes">All causes</KeptLink>}
    >
      <Panel answer={causes} what="causes" height={440}>
        {({ rows, from, to, asOf }) => {
          if (rows.length === 0) {
            return (
              <State kind="good" title="No cause is open">
                Every active link is direct, or no diagnosis has been made yet: the first follows the first
                round.
              </State>
            )
          }
          const highest = Math.max(...rows.map(row => row.derpBytes ?? 0))
          const { unit } = amountOf(highest)
          return (
            <table className="causes">
              <thead>
                <tr>
                  <th scope="col">Cause</th>
                  <th scope="col" className="hide-s">
                    Certainty
                  </th>
                  <th scope="col" className="hide-s">
                    Where
                  </th>
                  <th scope="col" className="num hide-m">
                    DERP links
                  </th>
                  <th scope="col" className="num">
                    DERP {unit}, {lengthOf(from, to)}
                  </th>
                  <th scope="col" className="num" aria-sort="descending">
                    Off DERP if fixed <span aria-hidden="true">↓</span>
                  </th>
                  <th scope="col" className="hide-m">
                    First step
                  </th>
                  <th scope="col" className="num hide-s">
                    Since
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.slice(0, most).map(row => (
                  <CauseLine key={row.code} row={row} unit={unit} highest={highest} now={asOf} />
                ))}
              </tbody>
            </table>
          )
        }}
      </Panel>
    </Section>
  )
}
