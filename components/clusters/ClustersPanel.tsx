'use client'

import { Fragment } from 'react'
import type { ClusterRow } from '#lib/report/clustersView.ts'
import { counted } from '#lib/report/counted.ts'
import { agoWords } from '#lib/report/duration.ts'
import { sumOf } from '#lib/report/shareOf.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Mark } from '../panel/Mark.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'

/** Every cluster: its paths, how far it is seen, whether its sources answer. */
export function ClustersPanel({ params }: { params: Params }) {
  return (
    <Panel answer={useView('clusters', params)} what="clusters" height={420}>
      {view => (
        <>
          <Verdict headline={view.headline}>
            {view.reasons.map(reason => (
              <Fragment key={reason}>
                <Name name={reason} />{' '}
              </Fragment>
            ))}
          </Verdict>
          <Section title="Clusters" meta="most links on DERP first">
            {view.rows.length === 0 ? (
              <State kind="waiting" title="No cluster has been seen yet">
                One stands here as soon as its API server has answered once, or a pod of it has pushed.
              </State>
            ) : (
              <table className="mid stacked">
                <thead>
                  <tr>
                    <th scope="col">Cluster</th>
                    <th scope="col">Direct now</th>
                    <th scope="col" className="num">
                      On DERP
                    </th>
                    <th scope="col" className="num">
                      Pods judged
                    </th>
                    <th scope="col">Sources</th>
                    <th scope="col" className="num">
                      Last look
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {view.rows.map(row => (
                    <Line key={row.href} row={row} now={view.asOf} />
                  ))}
                </tbody>
              </table>
            )}
          </Section>
        </>
      )}
    </Panel>
  )
}

function Line({ row, now }: { row: ClusterRow; now: number }) {
  const active = sumOf(row.links)
  return (
    <tr>
      <td>
        <KeptLink className="rowlink med" href={row.href}>
          <Name name={row.name} />
        </KeptLink>
        <span className="sub">
          <Name name={row.environment} />
        </span>
      </td>
      <td data-label="Direct now">
        {active > 0 ? (
          <span className="mix">
            <MixBar parts={row.links} />
            <span className="nw">
              {row.links.direct} of {active}
            </span>
          </span>
        ) : (
          <span className="faint">no active link</span>
        )}
      </td>
      <td data-label="On DERP" className="num">
        {row.links.derp}
      </td>
      <td data-label="Judged" className="num">
        {row.judged} of {row.targets}
      </td>
      <td data-label="Sources">
        {row.bad === 0 ? (
          <span className="faint nw">all answer</span>
        ) : (
          <>
            <Mark level="warning" /> {counted(row.bad, 'does not answer', 'do not answer')}
          </>
        )}
      </td>
      <td data-label="Last look" className="num">
        {agoWords(row.lastStatusAt, now)}
      </td>
    </tr>
  )
}
