'use client'

import { bytes } from '#lib/report/bytes.ts'
import type { NextFixRow } from '#lib/report/fixesView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Certainty } from '../panel/Certainty.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Ago } from '../text/Ago.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { TurnCounts } from './TurnCounts.tsx'
import { whatIfHref } from './whatIfHref.ts'
import '../table/table.css'
import './fixes.css'

/** The three changes that would do the most for the least, over the whole tailnet. */
export function NextFixesPanel({ params }: { params: Params }) {
  const fixes = useView('fixes', params)
  const since = fixes.view?.countedSince ?? null
  return (
    <Section
      title="Next fixes"
      meta={
        <>
          Greatest effect for the least change, by bytes that would leave DERP. Predicted
          {since !== null && fixes.view && (
            <>
              ; bytes counted for <Ago at={since} now={fixes.view.asOf} />
            </>
          )}
          .
        </>
      }
    >
      <Panel answer={fixes} what="next fixes" height={180}>
        {({ next }) =>
          next.length === 0 ? (
            <State kind="good" title="Nothing to mend">
              No change that tailpath knows is sure to take a link off DERP now.
            </State>
          ) : (
            <table className="stacked nextfixes">
              <thead>
                <tr>
                  <th scope="col">Change</th>
                  <th scope="col">Where</th>
                  <th scope="col">Touches</th>
                  <th scope="col">Turns, predicted</th>
                  <th scope="col">Stays on DERP</th>
                  <th scope="col" className="num">
                    Off DERP a week
                  </th>
                </tr>
              </thead>
              <tbody>
                {next.map(row => (
                  <Row key={row.key} row={row} />
                ))}
              </tbody>
            </table>
          )
        }
      </Panel>
    </Section>
  )
}

const mostNames = 3
const mostReasons = 2

function Row({ row }: { row: NextFixRow }) {
  const [first] = row.targets
  return (
    <tr>
      <td>
        {first ? (
          <KeptLink className="rowlink med" href={`${first.href}#remedy`}>
            <Inline text={row.title} />
          </KeptLink>
        ) : (
          <Inline text={row.title} />
        )}
        <span className="sub">
          <Certainty degree={row.certainty} />{' '}
          <KeptLink href={whatIfHref({}, row.tryWords)} scroll={false}>
            with others?
          </KeptLink>
        </span>
      </td>
      <td data-label="Where">
        {row.targets.slice(0, mostNames).map((target, index) => (
          <span key={target.href}>
            {index > 0 && ', '}
            <KeptLink href={target.href}>
              <Name name={target.name} />
            </KeptLink>
          </span>
        ))}
        {row.targets.length > mostNames && (
          <span className="dim"> and {row.targets.length - mostNames} more</span>
        )}
      </td>
      <td data-label="Touches" className="dim">
        {row.touches}
      </td>
      <td data-label="Turns">
        <TurnCounts direct={row.direct} peerRelay={row.peerRelay} none="none" />
      </td>
      <td data-label="Stays" className="dim t12">
        {row.stays.length === 0
          ? 'none of theirs'
          : row.stays.slice(0, mostReasons).map(({ links, why }) => (
              <span className="sub" key={why}>
                {links}: <Inline text={why} />
              </span>
            ))}
      </td>
      <td data-label="A week" className="num">
        {row.bytesWeek > 0 ? bytes(row.bytesWeek) : <span className="faint">0</span>}
      </td>
    </tr>
  )
}
