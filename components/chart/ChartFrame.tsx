'use client'

import { type ReactNode, useId, useState, useSyncExternalStore } from 'react'
import { ComposedChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { timeTicks } from '#lib/report/axis.ts'
import type { Flag } from '#lib/report/flags.ts'
import type { Hole } from '#lib/report/holes.ts'
import { useTime } from '../live/useTime.ts'
import { BrushBand } from './BrushBand.tsx'
import { ChartGrid } from './ChartGrid.tsx'
import { ChartMarks } from './ChartMarks.tsx'
import { CrossHair } from './CrossHair.tsx'
import { crossHair } from './crossHair.ts'
import { Echo } from './Echo.tsx'
import './chart.css'
import { pointAt } from './pointAt.ts'
import { TimeTick } from './TimeTick.tsx'
import { useBrush } from './useBrush.ts'

interface Props<P> {
  /** The chart in a sentence. */
  label: string
  from: number
  to: number
  /** Points with `x`, in order of time. */
  data: P[]
  yTicks: number[]
  yWords: (value: number) => string
  holes: Hole[]
  flags: Flag[]
  openFrom: number | null
  height?: number
  /** Each value holds until the next point; else points stand at the middles of buckets. */
  isHeld?: boolean
  /** What a pointer on a point is told. */
  tip: (point: P) => ReactNode
  /** Stands in the plot until a browser draws: the first paint, and a reader without scripts. */
  still?: ReactNode
  /** Recharts series over `data`, by the keys of P. */
  children: ReactNode
}

const never = () => () => {}
const margin = { top: 20, right: 0, bottom: 0, left: 30 }
const xHeight = 20

/** Axes, holes, flags, brush and the cross-hair of the page around the series of one chart over time. */
export function ChartFrame<P extends { x: number }>(props: Props<P>) {
  const {
    label,
    from,
    to,
    data,
    yTicks,
    yWords,
    holes,
    flags,
    openFrom,
    height = 168,
    isHeld = false,
    tip,
    still,
    children,
  } = props
  const { zone } = useTime()
  const isDrawn = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const id = useId()
  const [isPointed, setPointed] = useState(false)
  const { band, handlers } = useBrush({ from, to, left: margin.left })
  const leave = () => {
    setPointed(false)
    crossHair.hide(id)
  }
  const ticks = timeTicks(from, to, zone, 4)
  const top = yTicks.at(-1) || 1
  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure's caption would show; this sentence is for those who hear it
    <div
      className="plot"
      role="group"
      aria-label={label}
      style={{ height }}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={leave}
      onFocus={() => setPointed(true)}
      onBlur={leave}
      {...handlers}
    >
      {isDrawn ? (
        <ResponsiveContainer width="100%" height={height}>
          <ComposedChart data={data} margin={margin} accessibilityLayer title={label}>
            <XAxis
              dataKey="x"
              type="number"
              domain={[from, to]}
              allowDataOverflow
              height={xHeight}
              ticks={ticks.map(tick => tick.at)}
              tick={<TimeTick from={from} to={to} ticks={ticks} />}
              interval={0}
              tickSize={4}
              tickMargin={3}
              axisLine={false}
              tickLine={{ stroke: 'var(--border-strong)' }}
            />
            <YAxis domain={[0, top]} ticks={yTicks} hide allowDataOverflow />
            {children}
            <ChartGrid ticks={yTicks} top={top} words={yWords} />
            <ChartMarks from={from} to={to} holes={holes} flags={flags} openFrom={openFrom} />
            <CrossHair id={id} from={from} to={to} isPointed={isPointed} />
            <Tooltip
              cursor={false}
              isAnimationActive={false}
              offset={14}
              wrapperStyle={{ zIndex: 4, outline: 'none' }}
              content={({ active, payload }) => {
                const point: P | undefined = payload?.[0]?.payload
                return active && isPointed && !band && point ? tip(point) : null
              }}
            />
          </ComposedChart>
        </ResponsiveContainer>
      ) : (
        still
      )}
      <Echo
        id={id}
        from={from}
        to={to}
        left={margin.left}
        tip={at => {
          const point = pointAt(data, at, isHeld)
          return point && tip(point)
        }}
      />
      <BrushBand band={band} from={from} to={to} left={margin.left} zone={zone} />
    </div>
  )
}
