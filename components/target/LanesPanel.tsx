'use client'

import { flagsOf } from '#lib/report/flags.ts'
import type { LanesView } from '#lib/report/lanesView.ts'
import { lengthOf } from '#lib/report/range.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { PathLegend } from '../path/PathLegend.tsx'
import { ExportMenu } from '../table/ExportMenu.tsx'
import { EventRow } from './EventRow.tsx'
import { Lanes } from './Lanes.tsx'
import { LaneTable } from './LaneTable.tsx'
import './target.css'

/** The path of each link over time, a lane a peer. */
export function LanesPanel({ params }: { params: Params }) {
  const lanes = useView('lanes', params)
  const events = useView('events', params)
  const items = events.view?.items ?? []
  return (
    <Section
      title="Path of each link"
      meta={lanes.view && metaOf(lanes.view)}
      aside={
        lanes.view && (
          <>
            <PathLegend entries={kindsIn(lanes.view).map(kind => ({ kind }))} />
            <ExportMenu table="links" search={params} />
          </>
        )
      }
    >
      <Panel answer={lanes} what="paths over time" height={260}>
        {view =>
          view.lanes.length === 0 ? (
            <State kind="waiting" title="No link was seen in these hours">
              A longer range may hold some; without exec or push no path is measured at all.
            </State>
          ) : (
            <>
              <Lanes view={view} flags={flagsOf(items)} />
              <EventRow items={items} now={view.asOf} />
              <LaneTable view={view} />
            </>
          )
        }
      </Panel>
    </Section>
  )
}

function metaOf({ lanes, holes, from, to, isCut }: LanesView): string {
  const reasons = new Set([...holes, ...lanes.flatMap(lane => lane.holes)].map(hole => hole.reason))
  const hatched = reasons.size > 0 ? ` Hatched: not measured, ${[...reasons].slice(0, 3).join('; ')}.` : ''
  const cut = isCut ? ' Only the newest changes are drawn.' : ''
  return `${lengthOf(from, to)}, one row a peer.${hatched}${cut}`
}

const kindsIn = ({ lanes }: LanesView) => {
  const kinds = new Set(lanes.flatMap(lane => lane.segments.map(segment => segment.kind)))
  return pathKinds.filter(kind => kinds.has(kind))
}
