'use client'

import { useState } from 'react'
import { counted } from '#lib/report/counted.ts'
import type { Flag } from '#lib/report/flags.ts'
import type { Lane, LanesView } from '#lib/report/lanesView.ts'
import { lengthOf } from '#lib/report/range.ts'
import { seenFrom } from '#lib/report/seenFrom.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { Name } from '../text/Name.tsx'
import { LaneFlags } from './LaneFlags.tsx'
import { LanePlot } from './LanePlot.tsx'
import '../chart/chart.css'
import './target.css'

/** More lanes than a reader looks at; the rest follows on demand. */
const most = 24

export function Lanes({ view, flags }: { view: LanesView; flags: Flag[] }) {
  const { from, to } = view
  const [isAll, setAll] = useState(false)
  const lanes = isAll ? view.lanes : view.lanes.slice(0, most)
  const changes = view.lanes.reduce((sum, lane) => sum + lane.flips, 0)
  const label = `${counted(view.lanes.length, 'link')} over ${lengthOf(from, to)} with ${counted(changes, 'change')} of path; as a table below`
  return (
    <>
      <div className="lanes">
        <div className="ll">
          {lanes.map(lane => (
            <div key={lane.key}>
              <PeerLink lane={lane} />
            </div>
          ))}
        </div>
        <LanePlot
          view={view}
          lanes={lanes}
          label={label}
          over={x => <LaneFlags flags={flags} from={from} to={to} x={x} />}
        />
        <div className="ln-now">
          {lanes.map(lane => (
            <div key={lane.key}>
              {lane.now ? (
                <PathWord kind={lane.now.kind}>
                  <span className="word">{lane.now.text}</span>
                </PathWord>
              ) : (
                <span className="faint word">no longer seen</span>
              )}
              <span className="num faint">{lane.flips > 0 && counted(lane.flips, 'change')}</span>
            </div>
          ))}
        </div>
      </div>
      {view.lanes.length > most && (
        <button type="button" className="btn" onClick={() => setAll(!isAll)}>
          {isAll ? `Only the first ${most}` : `All ${view.lanes.length} links`}
        </button>
      )}
    </>
  )
}

function PeerLink({ lane }: { lane: Lane }) {
  const word = lane.observer === null ? lane.peer : lane.key.replace('\n', '>')
  return (
    <KeptLink href={`?peer=${encodeURIComponent(word)}`} scroll={false} replace className="ell">
      <Name name={seenFrom(lane)} cut />
    </KeptLink>
  )
}
