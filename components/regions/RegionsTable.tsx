'use client'

import { amountIn, amountOf } from '#lib/report/bytes.ts'
import { counted } from '#lib/report/counted.ts'
import { lengthOf } from '#lib/report/range.ts'
import type { RegionRow, RegionsView } from '#lib/report/regionsView.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import { Homes } from './Homes.tsx'
import '../table/table.css'
import './regions.css'

/** Regions that are used, then those that are only measured. */
export function RegionsTable({ params }: { params: Params }) {
  return (
    <Section
      title="DERP regions"
      meta="Homes by each pod’s own status, else by the Tailscale API. Bytes by the home of the peer, where packets to it go."
    >
      <Panel answer={useView('regions', params)} what="regions" height={280}>
        {view =>
          view.used.length + view.unused.length === 0 ? (
            <State kind="waiting" title="No DERP map has been read yet">
              The first status of a pod brings it.
            </State>
          ) : (
            <>
              <Table rows={view.used} view={view} />
              {view.unused.length > 0 && (
                <details className="region-unused">
                  <summary>{counted(view.unused.length, 'region')} that nothing of ours uses</summary>
                  <Table rows={view.unused} view={view} />
                </details>
              )}
              <p className="region-note">
                Latency is what clients measured last, and not to the peer behind the region. How busy a
                region is with other tailnets cannot be seen: the peak is of your own links, over five
                minutes.
              </p>
            </>
          )
        }
      </Panel>
    </Section>
  )
}

function Table({ rows, view }: { rows: RegionRow[]; view: RegionsView }) {
  const { unit } = amountOf(Math.max(0, ...rows.map(row => row.bytes)))
  return (
    <table className="stacked regions">
      <thead>
        <tr>
          <th scope="col">Region</th>
          <th scope="col">Home of</th>
          <th scope="col" className="num">
            Best ms
          </th>
          <th scope="col" className="num">
            Median ms
          </th>
          <th scope="col" className="num">
            DERP links
          </th>
          <th scope="col" className="num">
            DERP {unit}, {lengthOf(view.from, view.to)}
          </th>
          <th scope="col" className="num">
            Peak Mbit/s
          </th>
          <th scope="col" className="num">
            Homes came, went
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <td>
              <span className="med">
                <Name name={row.name} />
              </span>
              <span className="sub code">
                <Name name={row.code} />
              </span>
            </td>
            <td data-label="Home of">
              <Homes row={row} />
            </td>
            <td data-label="Best ms" className="num">
              {row.latency ? Math.round(row.latency.best) : <Unmeasured />}
            </td>
            <td data-label="Median ms" className="num">
              {row.latency ? (
                <>
                  {Math.round(row.latency.median)}
                  <span className="sub">
                    of {counted(row.latency.devices, 'device')}, last{' '}
                    <Time at={row.latency.at} now={view.asOf} />
                  </span>
                </>
              ) : (
                <Unmeasured />
              )}
            </td>
            <td data-label="DERP links" className="num">
              {row.links}
            </td>
            <td data-label="Over DERP" className="num">
              <span className="region-bytes">
                {amountIn(row.bytes, unit)}
                <svg aria-hidden="true">
                  {row.bytes > 0 && (
                    <rect className="f-derp" width={`${(row.bytes / view.bytes) * 100}%`} height="10" />
                  )}
                </svg>
              </span>
            </td>
            <td data-label="Peak Mbit/s" className="num">
              {row.peak === 0 ? 0 : row.peak < 0.05 ? '<0.1' : row.peak.toFixed(1)}
            </td>
            <td data-label="Came, went" className="num">
              {row.came === 0 && row.went === 0 ? (
                <span className="faint">0</span>
              ) : (
                `${row.came}, ${row.went}`
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Unmeasured() {
  return (
    <span className="faint" title="No client measured it in this range">
      ?
    </span>
  )
}
