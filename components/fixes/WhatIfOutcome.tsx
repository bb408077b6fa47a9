'use client'

import { bytes } from '#lib/report/bytes.ts'
import { counted, listed } from '#lib/report/counted.ts'
import type { TriedTarget, WhatIfView } from '#lib/report/whatIfView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { TurnCounts } from './TurnCounts.tsx'
import '../table/table.css'
import './fixes.css'

/** As many workloads are read; the rest stands behind a fold. */
const open = 4

/** What the ticked changes would do together: which links turn, what they carry, and what keeps the others on DERP. */
export function WhatIfOutcome({ view: { outcome } }: { view: WhatIfView }) {
  if (!outcome) {
    return (
      <p className="dim">
        Nothing is ticked. One change often turns nothing alone: a NAT further out keeps the link on DERP.
        Tick both.
      </p>
    )
  }
  const { direct, peerRelay, stays, bytesOff, bytesLeft, allDirect, reasons, targets } = outcome
  const [first, folded] = [targets.slice(0, open), targets.slice(open)]
  return (
    <section className="whatif-outcome" aria-label="Together, predicted">
      <p className="whatif-sums">
        <span className="tag">predicted</span>{' '}
        <TurnCounts direct={direct} peerRelay={peerRelay} none="No link would leave DERP" />
        {direct + peerRelay > 0 && (
          <>
            , <b>{bytes(bytesOff)}</b> a week off DERP
          </>
        )}
        ; {stays === 0 ? 'none stays' : `${counted(stays, 'link')} ${stays === 1 ? 'stays' : 'stay'}`} on DERP
        {stays > 0 && <> with {bytes(bytesLeft)} a week</>}.
        {allDirect.length > 0 && (
          <> All links of {listed(allDirect)} that go through DERP now would be direct.</>
        )}
      </p>
      {reasons.length > 0 && (
        <>
          <h3>What would still be in the way</h3>
          <ul className="whatif-why">
            {reasons.map(({ why, links }) => (
              <li key={why}>
                <b>{counted(links, 'link')}</b>: <Inline text={why} />
              </li>
            ))}
          </ul>
        </>
      )}
      {first.map(target => (
        <Target key={target.href} target={target} />
      ))}
      {folded.length > 0 && (
        <details>
          <summary>{counted(folded.length, 'more workload')}</summary>
          {folded.map(target => (
            <Target key={target.href} target={target} />
          ))}
        </details>
      )}
    </section>
  )
}

function Target({ target: { name, place, href, remedies, links } }: { target: TriedTarget }) {
  return (
    <article className="whatif-target" aria-label={`${name}, predicted`}>
      <h3>
        <KeptLink href={href}>
          <Name name={name} />
        </KeptLink>{' '}
        <span className="dim t12">
          <Name name={place} />:{' '}
          {remedies.map((title, index) => (
            <span key={title}>
              {index > 0 && '; '}
              <Inline text={title} />
            </span>
          ))}
        </span>
      </h3>
      {links.length === 0 ? (
        <p className="dim">No link of it goes through DERP now.</p>
      ) : (
        <table className="stacked">
          <thead>
            <tr>
              <th scope="col">Peer</th>
              <th scope="col">Path, predicted</th>
              <th scope="col">Why it stays</th>
              <th scope="col" className="num">
                Over DERP a week
              </th>
            </tr>
          </thead>
          <tbody>
            {links.map(({ peer, peerName, to, why, bytesWeek }) => (
              <tr key={peer}>
                <td>
                  <Name name={peerName} />
                </td>
                <td data-label="Predicted" className="nw">
                  <PathWord kind={to ?? 'derp'}>{to === null ? 'stays on DERP' : undefined}</PathWord>
                </td>
                <td data-label="Why" className="dim">
                  <Inline text={why} />
                </td>
                <td data-label="A week" className="num">
                  {bytesWeek > 0 ? bytes(bytesWeek) : <span className="faint">0</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  )
}
