'use client'

import { dayClock } from '#lib/report/clock.ts'
import { duration } from '#lib/report/duration.ts'
import type { LanesView } from '#lib/report/lanesView.ts'
import { useTime } from '../live/useTime.ts'
import { Name } from '../text/Name.tsx'
import { zoneName } from '../text/zoneName.ts'
import '../chart/chart.css'
import '../table/table.css'

/** Longer than this nobody reads it, and a range can be chosen. */
const mostRows = 400

/** The lanes in words, newest first. */
export function LaneTable({ view }: { view: LanesView }) {
  const { zone } = useTime()
  const rows = view.lanes
    .flatMap(lane => lane.segments.map(segment => ({ lane, ...segment })))
    .toSorted((a, b) => b.from - a.from)
  return (
    <div className="chart-foot">
      <details>
        <summary>Table</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keys */}
        <section className="scroll" tabIndex={0} aria-label="Path of each link, as a table">
          <table>
            <thead>
              <tr>
                <th scope="col">From, {zoneName(zone)}</th>
                <th scope="col" className="num">
                  For
                </th>
                <th scope="col">Peer</th>
                <th scope="col">Path</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, mostRows).map(({ lane, from, to, text, flips }) => (
                <tr key={`${lane.key} ${from}`}>
                  <td className="nw">{dayClock(from, zone)}</td>
                  <td className="num">{duration((to - from) / 1000)}</td>
                  <td>
                    <Name name={lane.observer ? `${lane.peerName} from ${lane.observer}` : lane.peerName} />
                  </td>
                  <td>
                    {text}
                    {flips > 0 && `, and ${flips} short changes`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length > mostRows && (
            <p className="faint t12">
              The newest {mostRows} of {rows.length} stretches.
            </p>
          )}
        </section>
      </details>
    </div>
  )
}
