'use client'

import { amountIn, amountOf } from '#lib/report/bytes.ts'
import type { CauseTargetRow } from '#lib/report/causeView.ts'
import { lengthOf } from '#lib/report/range.ts'
import { seenWords } from '#lib/report/seenWords.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Certainty } from '../panel/Certainty.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'

import { sourceWords } from '../target/sourceWords.ts'
import { Ago } from '../text/Ago.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import '../table/table.css'
import './causes.css'

/** Whom a cause concerns now, with what it rests on there. */
export function CauseTargets({ params }: { params: Params }) {
  const cause = useView('cause', params)
  return (
    <Section title="Where it holds" meta="Most links on DERP first." className="gap">
      <Panel answer={cause} what="workloads" height={320}>
        {({ rows, from, to, asOf }) => {
          if (rows.length === 0) {
            return (
              <State kind="good" title="It holds for no workload now">
                Where it held in this range stands below.
              </State>
            )
          }
          const { unit } = amountOf(Math.max(...rows.map(row => row.derpBytes ?? 0)))
          return (
            <table className="stacked causes">
              <thead>
                <tr>
                  <th scope="col">Workload</th>
                  <th scope="col">Certainty</th>
                  <th scope="col">What it rests on</th>
                  <th scope="col" className="num">
                    DERP links
                  </th>
                  <th scope="col" className="num">
                    DERP {unit}, {lengthOf(from, to)}
                  </th>
                  <th scope="col">First step</th>
                  <th scope="col" className="num">
                    Since
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <Row key={row.href} row={row} unit={unit} now={asOf} />
                ))}
              </tbody>
            </table>
          )
        }}
      </Panel>
    </Section>
  )
}

function Row({ row, unit, now }: { row: CauseTargetRow; unit: string; now: number }) {
  return (
    <tr>
      <td>
        <KeptLink className="rowlink med" href={row.href}>
          <Name name={row.name} />
        </KeptLink>
        <span className="sub">
          <Name name={row.workload} /> in <Name name={row.where} />
        </span>
      </td>
      <td data-label="Certainty">
        <Certainty degree={row.certainty} />
      </td>
      <td data-label="Rests on">
        <ul className="evidence">
          {row.evidence.map(fact => (
            <li key={fact.says} data-seen={fact.seen}>
              <span className="sr">{seenWords[fact.seen]}: </span>
              <Inline text={fact.says} />{' '}
              <span className="faint t12">
                {sourceWords[fact.source]}
                {fact.at && Date.parse(fact.at) > 0 && (
                  <>
                    , <Time at={Date.parse(fact.at)} now={now} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
        {row.missing.length > 0 && (
          <span className="sub">Surer with: {row.missing.map(missing => missing.what).join('; ')}</span>
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
      <td data-label="First step" className="dim">
        {row.firstStep ? (
          <KeptLink href={`${row.href}#remedy`}>{row.firstStep}</KeptLink>
        ) : (
          <span className="faint">none of ours</span>
        )}
        {row.gain !== null && row.gain > 0 && (
          <span className="sub">takes {row.gain} off DERP (predicted)</span>
        )}
      </td>
      <td data-label="Since" className="num dim">
        <Ago at={row.since} now={now} />
      </td>
    </tr>
  )
}
