'use client'

import type { ReactNode } from 'react'
import { Area, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Tick } from '#lib/report/axis.ts'
import type { Flag } from '#lib/report/flags.ts'
import type { Hole } from '#lib/report/holes.ts'
import { ChartGrid } from './ChartGrid.tsx'
import { ChartMarks } from './ChartMarks.tsx'
import { CrossHair } from './CrossHair.tsx'
import { lineStroke } from './lineStroke.ts'
import type { Series } from './series.ts'
import { TimeTick } from './TimeTick.tsx'

interface Props {
  /** Of the cross-hair. */
  id: string
  label: string
  from: number
  to: number
  data: { x: number }[]
  series: Series[]
  ticks: Tick[]
  yTicks: number[]
  yWords: (value: number) => string
  holes: Hole[]
  flags: Flag[]
  openFrom: number | null
  /** Of the place it takes, so that it stands in it at once. */
  width: number
  height: number
  isPointed: boolean
  /** What a pointer on the point at `x` is told; null says nothing. */
  tip: (x: number) => ReactNode
}

export const margin = { top: 20, right: 0, bottom: 0, left: 30 }
const xHeight = 20

/** A chart that answers a pointer and the arrow keys, by Recharts. */
export function DrawnChart(props: Props) {
  const { id, label, from, to, data, series, ticks, yTicks, yWords, holes, flags, openFrom } = props
  const { width, height, isPointed, tip } = props
  const top = yTicks.at(-1) || 1
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width, height }}>
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
        {series.map(each =>
          each.shape === 'band' ? (
            <Area
              key={each.key}
              dataKey={each.key}
              name={each.name}
              className={each.className}
              type="step"
              stackId="paths"
              connectNulls={false}
              isAnimationActive={false}
              activeDot={false}
              dot={false}
              fillOpacity={1}
            />
          ) : (
            <Line
              key={each.key}
              dataKey={each.key}
              name={each.name}
              type="stepAfter"
              connectNulls={false}
              isAnimationActive={false}
              dot={false}
              activeDot={false}
              {...lineStroke(each.isMain, each.dash)}
            />
          ),
        )}
        <ChartGrid ticks={yTicks} top={top} words={yWords} />
        <ChartMarks from={from} to={to} holes={holes} flags={flags} openFrom={openFrom} />
        <CrossHair id={id} from={from} to={to} isPointed={isPointed} />
        <Tooltip
          cursor={false}
          isAnimationActive={false}
          offset={14}
          wrapperStyle={{ zIndex: 4, outline: 'none' }}
          content={({ active, payload }) => {
            const x: unknown = payload?.[0]?.payload?.x
            return active && isPointed && typeof x === 'number' ? tip(x) : null
          }}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}
