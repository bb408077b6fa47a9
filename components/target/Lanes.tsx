'use client'

import { useState } from 'react'
import { counted } from '#lib/report/counted.ts'
import { type Flag, mergeFlags } from '#lib/report/flags.ts'
import type { Lane, LanesView } from '#lib/report/lanesView.ts'
import { lengthOf } from '#lib/report/range.ts'
import { seenFrom } from '#lib/report/seenFrom.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { Name } from '../text/Name.tsx'
import { LanePlot } from './LanePlot.tsx'
import '../chart/chart.css'
import './target.css'

/** More lanes than a reader looks at; the rest follows on demand. */
const most = 24
/** On some 1,100 pixels, flags nearer than 16 of them share one. */
const nearPart = 16 / 1_100

export function Lanes({ view, flags }: { view: LanesView; flags: Flag[] }) {
  const { from, to } = view
  const [isAll, setAll] = useState(false)
  const lanes = isAll ? view.lanes : view.lanes.slice(0, most)
  const shown = flags.filter(flag => flag.at >= from && flag.at <= to)
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
          over={x =>
            mergeFlags(shown, nearPart * (to - from)).map(({ at, label }) => {
              const wide = label.length > 1 ? 8 + 6 * label.length : 14
              return (
                <g key={label}>
                  <line className="mark" x1={x(at)} x2={x(at)} y1="-1" y2="100%" />
                  <svg className="flag" x={x(at)} y="-14" overflow="visible" aria-hidden="true">
                    <rect x={-wide / 2} width={wide} height="13" />
                    <text y="10">{label}</text>
                  </svg>
                </g>
              )
            })
          }
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
