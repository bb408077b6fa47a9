'use client'

import { duration } from '#lib/report/duration.ts'
import { flagsOf } from '#lib/report/flags.ts'
import type { LinkHistoryView } from '#lib/report/linkHistoryView.ts'
import { lengthOf } from '#lib/report/range.ts'
import { TriggerLines } from '../fixes/TriggerLines.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { LaneTable } from '../target/LaneTable.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import { WayLanes } from './WayLanes.tsx'
import './links.css'

/** Both directions over time, and when each changed its path. */
export function LinkHistoryPanel({ params }: { params: Params }) {
  const history = useView('linkHistory', params)
  return (
    <Section title="Path over time" meta={history.view && metaOf(history.view)}>
      <Panel answer={history} what="path over time" height={140}>
        {view =>
          view.lanes.lanes.length === 0 ? (
            <State kind="waiting" title="The link was not seen in these hours">
              A longer range may hold it.
            </State>
          ) : (
            <>
              <WayLanes view={view.lanes} flags={flagsOf(view.changes)} hrefOf={() => null} />
              <LaneTable view={view.lanes} />
              <Flips view={view} />
            </>
          )
        }
      </Panel>
    </Section>
  )
}

function metaOf({ lanes: { from, to, lanes, holes } }: LinkHistoryView): string {
  const reasons = new Set([...holes, ...lanes.flatMap(lane => lane.holes)].map(({ reason }) => reason))
  const hatched = reasons.size > 0 ? ` Hatched: not measured, ${[...reasons].slice(0, 3).join('; ')}.` : ''
  return `${lengthOf(from, to)}, a row for each end that is looked into.${hatched}`
}

function Flips({ view: { flips, isFlipsCut, asOf } }: { view: LinkHistoryView }) {
  if (flips.length === 0) return <p className="dim">No change of path in these hours; a pause is none.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keys
    <section className="scroll" tabIndex={0} aria-label="Changes of path">
      <table className="flips">
        <thead>
          <tr>
            <th scope="col">Changed</th>
            <th scope="col">Seen by</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col" className="num">
              After
            </th>
            <th scope="col">In the 15 minutes before</th>
          </tr>
        </thead>
        <tbody>
          {flips.map(({ at, title, from, to, lastedMs, pausedMs, before }) => (
            <tr key={`${at} ${title}`}>
              <td>
                <Time at={at} now={asOf} seconds />
              </td>
              <td>
                <Name name={title} />
              </td>
              <td>
                <PathWord kind={from.kind}>{from.text}</PathWord>
              </td>
              <td>
                <PathWord kind={to.kind}>{to.text}</PathWord>
              </td>
              <td className="num">
                {duration(lastedMs / 1000)}
                {pausedMs > 0 && <span className="sub">and {duration(pausedMs / 1000)} of pause</span>}
              </td>
              <td>
                <TriggerLines triggers={before} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isFlipsCut && <p className="faint t12">Only the newest {flips.length} are listed.</p>}
    </section>
  )
}
