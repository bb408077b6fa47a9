'use client'

import { duration } from '#lib/report/duration.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import '../table/table.css'

/** Where a cause ceased to hold in the range. */
export function CauseEndings({ params }: { params: Params }) {
  const cause = useView('cause', params)
  return (
    <Section
      title="Where it ceased to hold"
      meta="In this range; the last time of each workload."
      className="gap"
    >
      <Panel answer={cause} what="endings" height={80}>
        {({ ended, asOf }) =>
          ended.length === 0 ? (
            <p className="dim">Nowhere in this range.</p>
          ) : (
            <table className="stacked">
              <thead>
                <tr>
                  <th scope="col">Workload</th>
                  <th scope="col">Ended</th>
                  <th scope="col">After</th>
                  <th scope="col">By</th>
                </tr>
              </thead>
              <tbody>
                {ended.map(row => (
                  <tr key={row.href}>
                    <td>
                      <KeptLink className="rowlink med" href={row.href}>
                        <Name name={row.name} />
                      </KeptLink>
                      <span className="sub">
                        <Name name={row.workload} /> in <Name name={row.where} />
                      </span>
                    </td>
                    <td data-label="Ended">
                      <Time at={row.heldTo} now={asOf} zoned />
                    </td>
                    <td data-label="After">{duration((row.heldTo - row.heldFrom) / 1000)}</td>
                    <td data-label="By">
                      {row.isReclassified ? 'a changed rule: reclassified, not fixed' : 'changed facts'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Panel>
    </Section>
  )
}
