'use client'

import { amountOf } from '#lib/report/bytes.ts'
import { counted } from '#lib/report/counted.ts'
import { lengthOf } from '#lib/report/range.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { WorstLine } from './WorstLine.tsx'
import '../table/table.css'
import './overview.css'

/** The pods that send the most over DERP. */
export function WorstPanel({ params }: { params: Params }) {
  const pods = useView('pods', params)
  const total = pods.view?.total
  return (
    <Section
      title="Worst workloads"
      meta="by bytes on DERP"
      aside={
        <KeptLink href="/pods">{total === undefined ? 'All pods' : `All ${counted(total, 'pod')}`}</KeptLink>
      }
    >
      <Panel answer={pods} what="workloads" height={300}>
        {({ rows, from, to, asOf }) => {
          if (rows.length === 0) {
            return (
              <State kind="waiting" title="No pod with tailscale has been found yet">
                The collector lists the pods of every cluster it may see; Settings say which clusters answer.
              </State>
            )
          }
          const { unit } = amountOf(Math.max(0, ...rows.map(row => row.bytes?.derp ?? 0)))
          const length = lengthOf(from, to)
          return (
            <table className="mid worst">
              <thead>
                <tr>
                  <th scope="col">Workload</th>
                  <th scope="col">Direct now</th>
                  <th scope="col" className="hide-s">
                    Bytes by path, {length}
                  </th>
                  <th scope="col" className="num" aria-sort="descending">
                    DERP {unit}, {length} <span aria-hidden="true">↓</span>
                  </th>
                  <th scope="col" className="num hide-s">
                    Home DERP
                  </th>
                  <th scope="col" className="hide-s">
                    Cause
                  </th>
                  <th scope="col" className="num hide-s">
                    On DERP since
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <WorstLine key={row.id} row={row} unit={unit} now={asOf} />
                ))}
              </tbody>
            </table>
          )
        }}
      </Panel>
    </Section>
  )
}
