'use client'

import type { RunRow } from '#lib/report/sourcesView.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Mark } from '../panel/Mark.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Time } from '../text/Time.tsx'
import '../path/path.css'
import '../table/table.css'

const stateWords: Record<RunRow['state'], string> = {
  running: 'running',
  stopped: 'stopped in order',
  killed: 'killed: it ended without a word',
}

/** Runs of the collector: what ran when, and how each ended. */
export function RunsPanel({ params }: { params: Params }) {
  return (
    <Section title="Collector" meta="its last runs" id="collector">
      <Panel answer={useView('sources', params)} what="runs" height={160}>
        {({ runs, asOf }) => {
          const [newest] = runs
          const isDown = newest === undefined || newest.state !== 'running'
          return (
            <>
              {isDown && (
                <State
                  kind={newest ? 'critical' : 'waiting'}
                  title={newest ? 'No collector runs' : 'No collector has run on this database'}
                >
                  npm start runs one beside the pages and starts it anew when it ends. Its log is
                  collector.log in the data folder. Where you run it apart, see whether its DATABASE_URL leads
                  here.
                </State>
              )}
              {runs.length > 0 && (
                <div className="scroll">
                  <table className="stacked">
                    <thead>
                      <tr>
                        <th scope="col">Started</th>
                        <th scope="col">State</th>
                        <th scope="col">Last sign of it</th>
                        <th scope="col" className="num">
                          Version
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {runs.map(run => (
                        <tr key={run.id}>
                          <td data-label="Started">
                            <Time at={run.startedAt} now={asOf} seconds zoned />
                          </td>
                          <td data-label="State">
                            <span className="k">
                              {run.state === 'killed' && <Mark level="warning" />}
                              {stateWords[run.state]}
                            </span>
                          </td>
                          <td data-label="Last sign">
                            <Time at={run.stoppedAt ?? run.heartbeatAt} now={asOf} seconds zoned />
                          </td>
                          <td className="num" data-label="Version">
                            {run.version}
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
            </>
          )
        }}
      </Panel>
    </Section>
  )
}
