'use client'

import { type KeyboardEvent, type PointerEvent, type ReactNode, useId } from 'react'
import { timeTicks } from '#lib/report/axis.ts'
import type { LanesView } from '#lib/report/lanesView.ts'
import { BrushBand } from '../chart/BrushBand.tsx'
import { crossHair, useCrossHair } from '../chart/crossHair.ts'
import { Echo } from '../chart/Echo.tsx'
import { useBrush } from '../chart/useBrush.ts'
import { useTime } from '../live/useTime.ts'
import { LaneLine } from './LaneLine.tsx'
import { LaneTip } from './LaneTip.tsx'
import './target.css'

const laneHeight = 26
/** Steps of an arrow key over the width of the picture. */
const steps = 120

interface Props {
  view: LanesView
  /** Those of the view's lanes that are drawn. */
  lanes: LanesView['lanes']
  label: string
  /** What stands over the lanes, such as flags; `x` gives the place of a moment, as a percentage. */
  over?: (x: (at: number) => string) => ReactNode
}

/**
 * Lanes over one axis of time, with what was not measured hatched over all of them. Pointer and arrow keys move the page's
 * cross-hair; brushing zooms.
 */
export function LanePlot({ view: { from, to, holes }, lanes, label, over }: Props) {
  const { zone } = useTime()
  const id = useId()
  const cross = useCrossHair()
  const { band, handlers } = useBrush({ from, to, left: 0 })
  const height = lanes.length * laneHeight
  const part = (length: number) => `${((length / (to - from)) * 100).toFixed(3)}%`
  const x = (at: number) => part(at - from)
  const tip = (at: number) => <LaneTip lanes={lanes} holes={holes} at={at} zone={zone} />
  const isIn = cross !== null && cross.at >= from && cross.at <= to

  function move(event: PointerEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    const at = from + ((event.clientX - box.left) / Math.max(1, box.width)) * (to - from)
    if (event.pointerType === 'mouse') crossHair.show(Math.min(Math.max(at, from), to), id)
    handlers.onPointerMove(event)
  }
  function step(event: KeyboardEvent<HTMLElement>) {
    const side = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (side === 0 && event.key !== 'Home' && event.key !== 'End') return
    event.preventDefault()
    const start = cross?.by === id ? cross.at : side < 0 ? to : from
    const next = start + (side * (to - from)) / steps
    crossHair.show(
      event.key === 'Home' ? from : event.key === 'End' ? to : Math.min(Math.max(next, from), to),
      id,
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure's caption would show; this sentence is for those who hear it
    <div
      className="lane-frame"
      role="group"
      aria-label="Hours of the links: arrow keys step through them, Shift and an arrow selects some, Enter shows those"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows step through its hours, as in the other charts
      tabIndex={0}
      {...handlers}
      onPointerMove={move}
      onPointerLeave={() => crossHair.hide(id)}
      onBlur={() => crossHair.hide(id)}
      onKeyDown={step}
    >
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
        {isIn && <line className="cross" x1={x(cross.at)} x2={x(cross.at)} y1="0" y2={height} />}
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
      {cross?.by === id && (
        <span className="sr" aria-live="polite">
          {tip(cross.at)}
        </span>
      )}
      <Echo id={id} from={from} to={to} left={0} tip={tip} />
      <BrushBand band={band} from={from} to={to} left={0} zone={zone} />
    </div>
  )
}

/** A label at either end stands inside the picture. */
function anchor(part: number): 'start' | 'middle' | 'end' {
  if (part < 0.04) return 'start'
  return part > 0.96 ? 'end' : 'middle'
}
