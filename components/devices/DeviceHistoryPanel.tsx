'use client'

import { flagsOf } from '#lib/report/flags.ts'
import { linkHref } from '#lib/report/linkHref.ts'
import { lengthOf } from '#lib/report/range.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import { WayLanes } from '../links/WayLanes.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { PathLegend } from '../path/PathLegend.tsx'
import { LaneTable } from '../target/LaneTable.tsx'

/** The links to a device over time, a lane a pod. */
export function DeviceHistoryPanel({ params }: { params: Params }) {
  const history = useView('deviceHistory', params)
  const view = history.view?.lanes
  const kinds = new Set(view?.lanes.flatMap(lane => lane.segments.map(({ kind }) => kind)))
  return (
    <Section
      title="Links to it over time"
      meta={
        view &&
        `${lengthOf(view.from, view.to)}, one row a pod${view.isCut ? '. Only the newest changes are drawn' : ''}`
      }
      aside={
        view && <PathLegend entries={pathKinds.filter(kind => kinds.has(kind)).map(kind => ({ kind }))} />
      }
    >
      <Panel answer={history} what="links over time" height={240}>
        {({ lanes, changes }) =>
          lanes.lanes.length === 0 ? (
            <State kind="waiting" title="No link to it was seen in these hours">
              A longer range may hold some.
            </State>
          ) : (
            <>
              <WayLanes
                view={lanes}
                flags={flagsOf(changes)}
                hrefOf={lane => linkHref(lane.peer, params.device ?? '')}
              />
              <LaneTable view={lanes} />
            </>
          )
        }
      </Panel>
    </Section>
  )
}
