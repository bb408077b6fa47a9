'use client'

import type { ReactNode } from 'react'
import { timeTicks } from '#lib/report/axis.ts'
import type { LanesView } from '#lib/report/lanesView.ts'
import { useTime } from '../live/useTime.ts'
import { LaneLine } from './LaneLine.tsx'
import './target.css'

const laneHeight = 26

interface Props {
  view: LanesView
  /** Those of the view's lanes that are drawn. */
  lanes: LanesView['lanes']
  label: string
  /** What stands over the lanes, such as flags; `x` gives the place of a moment, as a percentage. */
  over?: (x: (at: number) => string) => ReactNode
}

/** Lanes over one axis of time, with what was not measured hatched over all of them. */
export function LanePlot({ view: { from, to, holes }, lanes, label, over }: Props) {
  const { zone } = useTime()
  const height = lanes.length * laneHeight
  const part = (length: number) => `${((length / (to - from)) * 100).toFixed(3)}%`
  const x = (at: number) => part(at - from)
  return (
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
      {over?.(x)}
      {timeTicks(from, to, zone, 4).map(tick => (
        <text
          key={tick.at}
          className="lane-tick"
          x={x(tick.at)}
          y="100%"
          dy="14"
          textAnchor={anchor((tick.at - from) / (to - from))}
        >
          {tick.label}
        </text>
      ))}
    </svg>
  )
}

/** A label at either end stands inside the picture. */
function anchor(part: number): 'start' | 'middle' | 'end' {
  if (part < 0.04) return 'start'
  return part > 0.96 ? 'end' : 'middle'
}
