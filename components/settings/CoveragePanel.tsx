'use client'

import { agoWords } from '#lib/report/duration.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { RoundsBars } from '../overview/RoundsBars.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'

/** How much of each cluster is seen, and why not the rest. */
export function CoveragePanel({ params }: { params: Params }) {
  return (
    <Section title="Coverage" meta="pods whose paths can be told, and why the others cannot be" id="coverage">
      <Panel answer={useView('sources', params)} what="coverage" height={240}>
        {({ clusters, asOf }) =>
          clusters.length === 0 ? (
            <State kind="waiting" title="No cluster has been seen yet">
              One stands here as soon as its API server has answered once.
            </State>
          ) : (
            <div className="scroll">
              <table className="mid stacked">
                <thead>
                  <tr>
                    <th scope="col">Cluster</th>
                    <th scope="col" className="num">
                      Judged
                    </th>
                    <th scope="col">Not judged, and why</th>
                    <th scope="col" style={{ width: '24%' }}>
                      Rounds
                    </th>
                    <th scope="col" className="num">
                      Last look
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {clusters.map(cluster => (
                    <tr key={cluster.id}>
                      <td data-label="Cluster">
                        <Name name={cluster.name} />
                        <span className="sub">{cluster.environment}</span>
                      </td>
                      <td className="num" data-label="Judged">
                        {cluster.judged} of {cluster.targets}
                      </td>
                      <td data-label="Not judged">
                        {cluster.unjudged.length === 0 && <span className="faint">–</span>}
                        {cluster.unjudged.map(({ why, names }) => (
                          <div key={why}>
                            <Name name={names.slice(0, 3).join(', ')} mono />
                            {names.length > 3 && ` and ${names.length - 3} more`}:{' '}
                            <span className="dim">{why}</span>
                          </div>
                        ))}
                      </td>
                      <td data-label="Rounds">
                        <RoundsBars bars={cluster.bars} name={cluster.name} />
                      </td>
                      <td className="num" data-label="Last look">
                        {agoWords(cluster.lastStatusAt, asOf)}
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
