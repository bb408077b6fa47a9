'use client'

import { counted } from '#lib/report/counted.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { MiddleName } from '../pods/MiddleName.tsx'
import { NatMini } from '../pods/NatMini.tsx'
import { PodCause } from '../pods/PodCause.tsx'
import { PodMix } from '../pods/PodMix.tsx'
import { Ago } from '../text/Ago.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'
import './clusters.css'

/** The worst of them; the pods page has all. */
const most = 20

/** Pods of the cluster with their paths and causes, the worst first. */
export function PodsPanel({ params }: { params: Params }) {
  return (
    <Section
      title="Pods"
      meta="most on DERP first"
      aside={
        <KeptLink href={`/pods?${new URLSearchParams({ cluster: params.cluster ?? '' })}`}>
          On the pods page
        </KeptLink>
      }
    >
      <Panel answer={useView('cluster', params)} what="pods" height={320}>
        {({ rows, asOf }) =>
          rows.length === 0 ? (
            <State kind="waiting" title="No pod with tailscale has been found here" />
          ) : (
            <>
              <table className="mid stacked cluster-pods">
                <thead>
                  <tr>
                    <th scope="col">Pod</th>
                    <th scope="col">Direct now</th>
                    <th scope="col">NAT: L1, L2</th>
                    <th scope="col">Cause</th>
                    <th scope="col" className="num">
                      On DERP since
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.slice(0, most).map(row => (
                    <tr key={row.id}>
                      <td>
                        <KeptLink className="rowlink" href={row.href}>
                          <MiddleName name={row.name} />
                        </KeptLink>
                        <span className="sub">
                          <Name name={row.namespace} />
                        </span>
                      </td>
                      <td data-label="Direct now">
                        <PodMix row={row} now={asOf} />
                      </td>
                      <td data-label="NAT">
                        {row.nat ? <NatMini nat={row.nat} /> : <span className="faint">?</span>}
                      </td>
                      <td data-label="Cause">
                        <PodCause row={row} />
                      </td>
                      <td data-label="On DERP" className="num dim">
                        {row.derpSince === null ? (
                          <span className="faint">–</span>
                        ) : (
                          <Ago at={row.derpSince} now={asOf} />
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {rows.length > most && (
                <p className="cluster-note">{counted(rows.length - most, 'pod')} more on the pods page.</p>
              )}
            </>
          )
        }
      </Panel>
    </Section>
  )
}
