'use client'

import { durationInTwo } from '#lib/report/duration.ts'
import { lengthOf } from '#lib/report/range.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import '../table/table.css'

const most = 50

/** Holes in what was measured: whom they concern, how long, and why. Charts hatch the same stretches. */
export function GapsPanel({ params }: { params: Params }) {
  const sources = useView('sources', params)
  return (
    <Section
      title="Gaps"
      meta={
        sources.view
          ? `in the last ${lengthOf(sources.view.from, sources.view.to)}; hatched in the charts`
          : ''
      }
    >
      <Panel answer={sources} what="gaps" height={160}>
        {({ gaps, asOf }) =>
          gaps.length === 0 ? (
            <State kind="good" title="Nothing was missed in this range">
              Every round of every pod gave an answer.
            </State>
          ) : (
            <div className="scroll">
              <table className="stacked">
                <thead>
                  <tr>
                    <th scope="col">Missing</th>
                    <th scope="col">From</th>
                    <th scope="col">To</th>
                    <th scope="col" className="num">
                      Lasted
                    </th>
                    <th scope="col">Reason</th>
                  </tr>
                </thead>
                <tbody>
                  {gaps.slice(0, most).map(gap => (
                    <tr key={`${gap.subject} ${gap.from} ${gap.code}`}>
                      <td data-label="Missing">
                        <Name name={gap.subject} />
                      </td>
                      <td data-label="From">
                        <Time at={gap.from} now={asOf} seconds zoned />
                      </td>
                      <td data-label="To">
                        {gap.to === null ? 'goes on' : <Time at={gap.to} now={asOf} seconds zoned />}
                      </td>
                      <td className="num" data-label="Lasted">
                        {durationInTwo(((gap.to ?? asOf) - gap.from) / 1000)}
                      </td>
                      <td data-label="Reason">
                        <Name name={gap.reason} /> <span className="code">{gap.code}</span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {gaps.length > most && (
                <p className="t12 faint">{gaps.length - most} older ones are left out.</p>
              )}
            </div>
          )
        }
      </Panel>
    </Section>
  )
}
