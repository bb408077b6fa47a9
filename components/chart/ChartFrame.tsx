'use client'

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { timeTicks } from '#lib/report/axis.ts'
import type { Flag } from '#lib/report/flags.ts'
import type { Hole } from '#lib/report/holes.ts'
import { broughtLater } from '../live/broughtLater.ts'
import { useTime } from '../live/useTime.ts'
import { BrushBand } from './BrushBand.tsx'
import { crossHair } from './crossHair.ts'
import { Echo } from './Echo.tsx'
import './chart.css'
import { pointAt } from './pointAt.ts'
import { StillChart } from './StillChart.tsx'
import type { Series } from './series.ts'
import { useBrush } from './useBrush.ts'

interface Props<P> {
  /** The chart in a sentence. */
  label: string
  from: number
  to: number
  /** Points with `x`, in order of time. */
  data: P[]
  /** What is drawn of them, by their keys. */
  series: Series[]
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
  /** The series for the picture that needs no pointer, in percent of the plot. */
  still: ReactNode
}

/** A third of all scripts: the picture stands without it until someone points at it. */
const useDrawnChart = broughtLater(async () => (await import('./DrawnChart.tsx')).DrawnChart)

/** Left of every plot, for the words of its axis (margin of DrawnChart, inset of .still). */
const axisPixels = 30

/** Axes, holes, flags, brush and the cross-hair of the page around the series of one chart over time. */
export function ChartFrame<P extends { x: number }>(props: Props<P>) {
  const { label, from, to, data, series, yTicks, yWords, holes, flags, openFrom } = props
  const { height = 168, isHeld = false, tip, still } = props
  const { zone } = useTime()
  const Drawn = useDrawnChart()
  const id = useId()
  const plot = useRef<HTMLDivElement>(null)
  const [isPointed, setPointed] = useState(false)
  const { band, handlers } = useBrush({ from, to, left: axisPixels })
  const pointer = useRef<{ clientX: number; clientY: number } | null>(null)
  const leave = () => {
    pointer.current = null
    setPointed(false)
    crossHair.hide(id)
  }
  const axes = { from, to, ticks: timeTicks(from, to, zone, 4), yTicks, yWords, holes, flags, openFrom }
  // Whoever rests on a chart while it comes need not move again to be answered.
  useEffect(() => {
    if (!Drawn) return
    const frame = requestAnimationFrame(() => {
      const move = pointer.current && new MouseEvent('mousemove', { bubbles: true, ...pointer.current })
      if (move) plot.current?.querySelector('.recharts-wrapper')?.dispatchEvent(move)
    })
    return () => cancelAnimationFrame(frame)
  }, [Drawn])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure's caption would show; this sentence is for those who hear it
    <div
      ref={plot}
      className="plot"
      role="group"
      aria-label={label}
      style={{ height }}
      onPointerEnter={() => setPointed(true)}
      onPointerMoveCapture={({ clientX, clientY }) => {
        pointer.current = { clientX, clientY }
      }}
      onPointerLeave={leave}
      onFocus={() => setPointed(true)}
      onBlur={leave}
      {...handlers}
    >
      {Drawn ? (
        <Drawn
          {...axes}
          {...{ id, label, data, series, height, isPointed }}
          width={plot.current?.clientWidth ?? 0}
          tip={x => {
            const point = band ? undefined : data.find(each => each.x === x)
            return point && tip(point)
          }}
        />
      ) : (
        <StillChart {...axes}>{still}</StillChart>
      )}
      <Echo
        id={id}
        from={from}
        to={to}
        left={axisPixels}
        tip={at => {
          const point = pointAt(data, at, isHeld)
          return point && tip(point)
        }}
      />
      <BrushBand band={band} from={from} to={to} left={axisPixels} zone={zone} />
    </div>
  )
}
