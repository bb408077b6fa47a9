'use client'

import { counted } from '#lib/report/counted.ts'
import { duration } from '#lib/report/duration.ts'
import type { FlapsView, FlipRow } from '#lib/report/flapsView.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import { TriggerLines } from './TriggerLines.tsx'
import './fixes.css'

/** Links of a pod that changed their way, and what happened in the quarter of an hour before. */
export function FlapsPanel({ params }: { params: Params }) {
  const flaps = useView('flaps', params)
  return (
    <Section title="Changes of path" id="flaps" meta="and what happened in the 15 minutes before">
      <Panel answer={flaps} what="changes of path" height={160}>
        {({ links, asOf }) =>
          links.length === 0 ? (
            <State kind="good" title="No link changed its path">
              In the hours shown each link with traffic kept the way that it had.
            </State>
          ) : (
            links.map(link => <LinkFlips key={link.key} link={link} now={asOf} />)
          )
        }
      </Panel>
    </Section>
  )
}

/** As many as are read; the rest stands behind a fold. */
const mostOpen = 3

function LinkFlips({ link, now }: { link: FlapsView['links'][number]; now: number }) {
  const [open, folded] = [link.flips.slice(0, mostOpen), link.flips.slice(mostOpen)]
  return (
    <article className="flaps" aria-label={link.peerName}>
      <h3>
        <Name name={link.short} />{' '}
        <span className="dim t12">
          {counted(link.flips.length, 'change')}
          {link.perHour !== null && `, ${rate(link.perHour)} an hour with traffic`}
        </span>
      </h3>
      <ol>
        {open.map(flip => (
          <FlipLine key={flip.at} flip={flip} now={now} />
        ))}
      </ol>
      {folded.length > 0 && (
        <details>
          <summary>{counted(folded.length, 'change')} before</summary>
          <ol>
            {folded.map(flip => (
              <FlipLine key={flip.at} flip={flip} now={now} />
            ))}
          </ol>
        </details>
      )}
    </article>
  )
}

const rate = (perHour: number) => (perHour < 10 ? perHour.toFixed(1) : String(Math.round(perHour)))

function FlipLine({ flip, now }: { flip: FlipRow; now: number }) {
  return (
    <li>
      <Time at={flip.at} now={now} seconds /> <PathWord kind={flip.from} /> to <PathWord kind={flip.to} />
      <span className="dim t12">
        {flip.stillSeconds === null
          ? ', how long traffic stood still was not measured'
          : `, nothing came back for up to ${duration(flip.stillSeconds)}`}
      </span>
      <TriggerLines triggers={flip.before} />
    </li>
  )
}
