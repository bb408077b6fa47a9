'use client'

import { checkStateWords } from '#lib/report/checksView.ts'
import { CheckOutcome } from '../checks/CheckOutcome.tsx'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import '../table/table.css'

/** The record of checks: who asked for what, when, and what came of it. */
export function ChecksPanel({ params }: { params: Params }) {
  return (
    <Section title="Checks asked for" meta="probed: each woke what it measured; newest first" id="checks">
      <Panel answer={useView('checks', params)} what="checks" height={160}>
        {({ rows, asOf }) =>
          rows.length === 0 ? (
            <State kind="info" title="Nobody has asked for a check yet">
              “Check now” on a pod’s page pings a peer or looks at the pod’s network, once.
            </State>
          ) : (
            <div className="scroll">
              <table className="stacked">
                <thead>
                  <tr>
                    <th scope="col">Asked</th>
                    <th scope="col">By</th>
                    <th scope="col">Pod</th>
                    <th scope="col">What</th>
                    <th scope="col">State</th>
                    <th scope="col">What came of it</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(row => (
                    <tr key={row.id}>
                      <td data-label="Asked">
                        <Time at={row.requestedAt} now={asOf} seconds zoned />
                      </td>
                      <td data-label="By">
                        <Name name={row.by} mono />
                      </td>
                      <td data-label="Pod">
                        {row.where ? (
                          <KeptLink href={row.where.href}>
                            <Name name={row.where.name} />
                          </KeptLink>
                        ) : (
                          'gone'
                        )}
                      </td>
                      <td data-label="What">
                        <Name name={row.what} />
                      </td>
                      <td data-label="State">{checkStateWords[row.state]}</td>
                      <td data-label="What came of it">
                        <CheckOutcome check={{ ...row, pongs: [] }} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Panel>
    </Section>
  )
}
