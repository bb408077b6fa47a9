'use client'

import { amountIn, amountOf } from '#lib/report/bytes.ts'
import type { CauseRow } from '#lib/report/causesView.ts'
import { lengthOf } from '#lib/report/range.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Certainty } from '../panel/Certainty.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { ExportMenu } from '../table/ExportMenu.tsx'
import { Ago } from '../text/Ago.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'
import './causes.css'

/** Every cause that holds, by effect, with all that it concerns. */
export function CausesTable({ params }: { params: Params }) {
  const causes = useView('causes', params)
  return (
    <Section
      title="Causes"
      meta="New first, then by links that would leave DERP, then by links on DERP now."
      aside={<ExportMenu table="causes" />}
    >
      <Panel answer={causes} what="causes" height={480}>
        {({ rows, from, to, asOf }) => {
          if (rows.length === 0) {
            return (
              <State kind="good" title="No cause is open">
                The first diagnosis follows the first round of a pod.
              </State>
            )
          }
          const { unit } = amountOf(Math.max(...rows.map(row => row.derpBytes ?? 0)))
          return (
            <table className="stacked causes">
              <thead>
                <tr>
                  <th scope="col">Cause</th>
                  <th scope="col">Certainty</th>
                  <th scope="col">Where</th>
                  <th scope="col" className="num">
                    DERP links
                  </th>
                  <th scope="col" className="num">
                    DERP {unit}, {lengthOf(from, to)}
                  </th>
                  <th scope="col" className="num">
                    Off DERP if fixed
                  </th>
                  <th scope="col">First step</th>
                  <th scope="col" className="num">
                    Since
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <Row key={row.code} row={row} unit={unit} now={asOf} />
                ))}
              </tbody>
            </table>
          )
        }}
      </Panel>
    </Section>
  )
}

/** Names that stand in a row; the rest is a number that leads to the cause's page. */
const mostNames = 4

function Row({ row, unit, now }: { row: CauseRow; unit: string; now: number }) {
  const href = `/causes/${encodeURIComponent(row.code)}`
  return (
    <tr>
      <td>
        <KeptLink className="rowlink med" href={href}>
          {row.title}
        </KeptLink>
        <span className="sub">
          {row.isNew && <span className="tag">new</span>} <span className="code">{row.code}</span>
        </span>
      </td>
      <td data-label="Certainty">
        <Certainty degree={row.certainty} />
        <span className="sub">
          {(['certain', 'likely', 'possible'] as const)
            .filter(degree => row.counts[degree] > 0)
            .map(degree => `${row.counts[degree]} ${degree}`)
            .join(', ')}
        </span>
      </td>
      <td data-label="Where">
        {row.where.slice(0, mostNames).map((place, index) => (
          <span key={place.href}>
            {index > 0 && ', '}
            <KeptLink href={place.href}>
              <Name name={place.name} />
            </KeptLink>
          </span>
        ))}
        {row.where.length > mostNames && (
          <>
            {' '}
            <KeptLink href={href}>and {row.where.length - mostNames} more</KeptLink>
          </>
        )}
      </td>
      <td data-label="DERP links" className="num">
        {row.derpLinks}
        <span className="faint"> of {row.links}</span>
      </td>
      <td data-label="On DERP" className="num">
        {row.derpBytes === null ? (
          <span className="faint" title="No bytes were counted">
            –
          </span>
        ) : (
          amountIn(row.derpBytes, unit)
        )}
      </td>
      <td data-label="Gain" className="num">
        {row.gain === null ? (
          <span className="faint" title="No remedy of its pods tells">
            ?
          </span>
        ) : (
          row.gain
        )}
      </td>
      <td data-label="First step" className="dim">
        {row.firstStep ?? <span className="faint">none of ours</span>}
      </td>
      <td data-label="Since" className="num dim">
        <Ago at={row.since} now={now} />
      </td>
    </tr>
  )
}
