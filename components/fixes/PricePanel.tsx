'use client'

import type { PricePart } from '#lib/report/priceView.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'
import '../text/text.css'

/** What the links of a pod on DERP pay for it in time, and what they were seen to carry. */
export function PricePanel({ params }: { params: Params }) {
  const price = useView('price', params)
  return (
    <Section title="Price of the relay" id="price" meta="there and back">
      <Panel answer={price} what="price" height={160}>
        {({ rows }) =>
          rows.length === 0 ? (
            <State kind="good" title="No link pays it">
              No link of this pod goes through DERP now.
            </State>
          ) : (
            <>
              <div className="scroll">
                <table className="stacked">
                  <thead>
                    <tr>
                      <th scope="col">Peer</th>
                      <th scope="col" className="num">
                        By DERP
                      </th>
                      <th scope="col" className="num">
                        Directly
                      </th>
                      <th scope="col" className="num">
                        More by DERP
                      </th>
                      <th scope="col" className="num">
                        Carried at most, 5 min
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map(({ key, short, derp, direct, extra, peakMbits }) => (
                      <tr key={key}>
                        <td>
                          <Name name={short} />
                        </td>
                        <td data-label="By DERP" className="num">
                          <Part part={derp} />
                        </td>
                        <td data-label="Directly" className="num">
                          <Part part={direct} />
                        </td>
                        <td data-label="More" className="num">
                          <Part part={extra} />
                        </td>
                        <td data-label="Carried" className="num">
                          {peakMbits === null ? <span className="faint">?</span> : mbits(peakMbits)}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <p className="t12 dim">
                Probed: by pings of the last day. Bound: from what both ends measured to the DERP regions, not
                measured on this link. What a link carried is no limit: the relay allows at least that.
              </p>
            </>
          )
        }
      </Panel>
    </Section>
  )
}

function Part({ part }: { part: PricePart | null }) {
  if (!part) return <span className="faint">?</span>
  return (
    <span className="nw">
      {part.text} <span className="tag">{part.how}</span>
    </span>
  )
}

const mbits = (value: number) =>
  value < 0.1 ? '<0.1 Mbit/s' : `${value < 10 ? value.toFixed(1) : Math.round(value)} Mbit/s`
