'use client'

import { amountTicks } from '#lib/report/axis.ts'
import type { Flag } from '#lib/report/flags.ts'
import type { Hole } from '#lib/report/holes.ts'
import { useTime } from '../live/useTime.ts'
import { ChartFrame } from './ChartFrame.tsx'
import { ChartTip } from './ChartTip.tsx'
import { DataTable } from './DataTable.tsx'
import { linePoints } from './linePoints.ts'
import { dashOf, lineStroke } from './lineStroke.ts'
import { StillLines } from './StillLines.tsx'
import './chart.css'

/** A value over time that holds until the next point. */
export interface ChartLine {
  key: string
  name: string
  /** The foremost line is drawn in ink, the others paler. */
  isMain: boolean
  points: { at: number; value: number }[]
}

interface Props {
  label: string
  from: number
  to: number
  lines: ChartLine[]
  holes: Hole[]
  flags: Flag[]
  /** A value with its unit: "25 ms". */
  words: (value: number) => string
  height?: number
}

/** Lines over time in steps, never stacked; told apart by their dashes and named below. */
export function LineChart({ label, from, to, lines, holes, flags, words, height }: Props) {
  const { zone } = useTime()
  const data = linePoints(lines, holes)
  const highest = Math.max(0, ...lines.flatMap(line => line.points.map(point => point.value)))
  const yTicks = amountTicks(highest)
  const value = (x: number, key: string) => {
    const found = data.find(point => point.x === x)?.values[key]
    return found === undefined || found === null ? null : words(found)
  }
  return (
    <figure className="chart">
      <ChartFrame
        label={label}
        from={from}
        to={to}
        data={data}
        yTicks={yTicks}
        yWords={tick => String(tick)}
        holes={holes}
        flags={flags}
        openFrom={null}
        isHeld
        {...(height !== undefined && { height })}
        tip={({ x }) => (
          <ChartTip
            at={x}
            stepMs={null}
            zone={zone}
            rows={lines.map(({ key, name }) => ({ key, name, value: value(x, key) ?? '?' }))}
          />
        )}
        series={lines.map(({ key, name, isMain }, index) => ({
          shape: 'line',
          key: `values.${key}`,
          name,
          isMain,
          dash: dashOf(index),
        }))}
        still={<StillLines {...{ from, to, lines }} points={data} top={yTicks.at(-1) || 1} />}
      />
      <div className="chart-foot">
        {lines.map(({ key, name, isMain, points }, index) => (
          <span className="k" key={key}>
            <svg width="26" height="8" aria-hidden="true">
              <line x2="26" y1="4" y2="4" {...lineStroke(isMain, dashOf(index))} />
            </svg>
            {name} <b>{points.length > 0 ? words(points.at(-1)?.value ?? 0) : '?'}</b>
          </span>
        ))}
        <DataTable
          label={label}
          columns={lines.map(line => line.name)}
          zone={zone}
          rows={data.map(({ x, values }) => ({
            at: x,
            values: lines.map(({ key }) => {
              const found = values[key]
              return found === undefined || found === null ? null : words(found)
            }),
            note: null,
          }))}
        />
      </div>
    </figure>
  )
}
