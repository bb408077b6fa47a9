'use client'

import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { ComposedChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { timeTicks } from '#lib/report/axis.ts'
import type { Flag } from '#lib/report/flags.ts'
import type { Hole } from '#lib/report/holes.ts'
import { useTime } from '../live/useTime.ts'
import { ChartGrid } from './ChartGrid.tsx'
import { ChartMarks } from './ChartMarks.tsx'
import { CrossHair } from './CrossHair.tsx'
import './chart.css'
import { nearestTick } from './nearestTick.ts'
import { TimeTick } from './TimeTick.tsx'

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
  /** What a pointer on a point is told. */
  tip: (point: P) => ReactNode
  /** Stands in the plot until a browser draws: the first paint, and a reader without scripts. */
  still?: ReactNode
  /** Recharts series over `data`, by the keys of P. */
  children: ReactNode
}

/** All charts of a page move one cross-hair. */
const syncId = 'page'
const never = () => () => {}
const margin = { top: 20, right: 0, bottom: 0, left: 30 }
const xHeight = 20

/** Axes, holes, flags and the shared cross-hair around the series of one chart over time. */
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
  const [isPointed, setPointed] = useState(false)
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
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setPointed(true)}
      onBlur={() => setPointed(false)}
    >
      {isDrawn ? (
        <ResponsiveContainer width="100%" height={height}>
          <ComposedChart
            data={data}
            margin={margin}
            syncId={syncId}
            syncMethod={(tickItems, state) => nearestTick(tickItems, state.activeLabel)}
            accessibilityLayer
            title={label}
          >
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
            <CrossHair from={from} to={to} />
            <Tooltip
              cursor={false}
              isAnimationActive={false}
              offset={14}
              wrapperStyle={{ zIndex: 4, outline: 'none' }}
              content={({ active, payload }) => {
                const point: P | undefined = payload?.[0]?.payload
                return active && isPointed && point ? tip(point) : null
              }}
            />
          </ComposedChart>
        </ResponsiveContainer>
      ) : (
        still
      )}
    </div>
  )
}
