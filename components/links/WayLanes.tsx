'use client'

import { timeTicks } from '#lib/report/axis.ts'
import { counted } from '#lib/report/counted.ts'
import type { Lane, LanesView } from '#lib/report/lanesView.ts'
import { lengthOf } from '#lib/report/range.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useTime } from '../live/useTime.ts'
import { PathWord } from '../path/PathWord.tsx'
import { LaneLine } from '../target/LaneLine.tsx'
import { Name } from '../text/Name.tsx'
import '../chart/chart.css'
import '../target/target.css'
import './links.css'

const most = 40
const laneHeight = 26

interface Props {
  view: LanesView
  /** Where the name of a lane leads; null where it leads nowhere. */
  hrefOf: (lane: Lane) => string | null
}

/** Links over time, a lane each, every lane named for the end that it is told by. */
export function WayLanes({ view, hrefOf }: Props) {
  const { from, to, holes } = view
  const { zone } = useTime()
  const lanes = view.lanes.slice(0, most)
  const height = lanes.length * laneHeight
  const part = (length: number) => `${((length / (to - from)) * 100).toFixed(3)}%`
  const x = (at: number) => part(at - from)
  const changes = view.lanes.reduce((sum, lane) => sum + lane.flips, 0)
  const label = `${counted(view.lanes.length, 'link')} over ${lengthOf(from, to)} with ${counted(changes, 'change')} of path; as a table below`
  return (
    <>
      <div className="lanes ways">
        <div className="ll">
          {lanes.map(lane => (
            <div key={lane.key}>
              <LaneName name={lane.short} href={hrefOf(lane)} />
            </div>
          ))}
        </div>
        <svg className="lane-plot" height={height} role="img" aria-label={label}>
          {lanes.map((lane, index) => (
            <LaneLine
              key={lane.key}
              lane={lane}
              top={index * laneHeight}
              height={laneHeight}
              x={x}
              from={from}
              to={to}
            />
          ))}
          {holes.map(hole => (
            <g key={hole.from}>
              <title>{hole.reason}</title>
              <rect className="gapbg" x={x(hole.from)} width={part(hole.to - hole.from)} height={height} />
              <rect className="gap" x={x(hole.from)} width={part(hole.to - hole.from)} height={height} />
            </g>
          ))}
          {timeTicks(from, to, zone, 4).map(({ at, label }) => (
            <text
              key={at}
              className="lane-tick"
              x={x(at)}
              y="100%"
              dy="14"
              textAnchor={anchor((at - from) / (to - from))}
            >
              {label}
            </text>
          ))}
        </svg>
        <div className="ln-now">
          {lanes.map(lane => (
            <div key={lane.key}>
              {lane.now ? (
                <PathWord kind={lane.now.kind}>
                  <span className="word">{lane.now.text}</span>
                </PathWord>
              ) : (
                <span className="faint">gone</span>
              )}
              <span className="num faint">{lane.flips > 0 && counted(lane.flips, 'change')}</span>
            </div>
          ))}
        </div>
      </div>
      {view.lanes.length > most && (
        <p className="faint t12">
          The worst {most} of {view.lanes.length} links; all of them stand in the table.
        </p>
      )}
    </>
  )
}

function LaneName({ name, href }: { name: string; href: string | null }) {
  if (href === null) return <Name name={name} cut />
  return (
    <KeptLink href={href} className="ell">
      <Name name={name} cut />
    </KeptLink>
  )
}

/** A label at either end stands inside the picture. */
function anchor(part: number): 'start' | 'middle' | 'end' {
  if (part < 0.04) return 'start'
  return part > 0.96 ? 'end' : 'middle'
}
