'use client'

import type { Flag } from '#lib/report/flags.ts'
import type { Hole } from '#lib/report/holes.ts'
import { pathName } from '#lib/report/pathWords.ts'
import { type TrafficKind, trafficKinds } from '#lib/tailnet/path.ts'
import { useTime } from '../live/useTime.ts'
import { PathWord } from '../path/PathWord.tsx'
import { pathClass } from '../path/pathClass.ts'
import { type BandPoint, drawnPoints } from './bands.ts'
import { ChartFrame } from './ChartFrame.tsx'
import { ChartTip } from './ChartTip.tsx'
import { DataTable } from './DataTable.tsx'
import { StillBands } from './StillBands.tsx'
import './chart.css'

interface Props {
  label: string
  from: number
  to: number
  points: BandPoint[]
  stepMs: number
  holes: Hole[]
  flags: Flag[]
  isLastOpen: boolean
  yTicks: number[]
  yWords: (value: number) => string
  /** A part of a bucket in words, for the tooltip and the table: "48", "54 %", "1.2 MiB/s". */
  words: (bucket: number, kind: TrafficKind) => string
  /** The bands fill the whole height: the uppermost has no edge of its own. */
  isWhole?: boolean
  height?: number
}

/** Paths stacked over time, in steps: direct below, then peer relay, then DERP. What was not measured is hatched. */
export function BandChart(props: Props) {
  const {
    label,
    from,
    to,
    points,
    stepMs,
    holes,
    flags,
    isLastOpen,
    yTicks,
    yWords,
    words,
    isWhole = false,
    height,
  } = props
  const { zone } = useTime()
  const last = points.at(-1)
  const isOpen = isLastOpen && last !== undefined && last.direct !== null
  const present = trafficKinds.filter(kind => points.some(point => (point[kind] ?? 0) > 0))
  const holeAt = (at: number) => holes.find(hole => at >= hole.from && at < hole.to)?.reason ?? 'not measured'
  const note = (point: BandPoint | undefined) => (point && point.direct === null ? holeAt(point.at) : null)
  return (
    <figure className="chart">
      <ChartFrame
        label={label}
        from={from}
        to={to}
        data={drawnPoints(points, stepMs)}
        yTicks={yTicks}
        yWords={yWords}
        holes={holes}
        flags={flags}
        openFrom={isOpen ? last.at : null}
        {...(height !== undefined && { height })}
        still={<StillBands {...{ from, to, points, stepMs, isWhole }} top={yTicks.at(-1) || 1} />}
        series={present.map(kind => ({
          shape: 'band',
          key: kind,
          name: pathName[kind],
          className: `band-${pathClass[kind]}${isWhole && kind === present.at(-1) ? ' band-whole' : ''}`,
        }))}
        tip={({ bucket }) => {
          const point = points[bucket]
          const rows = trafficKinds.map(kind => ({
            key: kind,
            name: <PathWord kind={kind} />,
            value: words(bucket, kind),
          }))
          return point ? (
            <ChartTip
              at={point.at}
              stepMs={stepMs}
              zone={zone}
              rows={point.direct === null ? [] : rows}
              note={note(point)}
            />
          ) : null
        }}
      />
      <div className="chart-foot">
        {isOpen && <span>last bar incomplete</span>}
        <DataTable
          label={label}
          columns={trafficKinds.map(kind => pathName[kind])}
          zone={zone}
          rows={points.map((point, bucket) => ({
            at: point.at,
            values: trafficKinds.map(kind => words(bucket, kind)),
            note: note(point),
          }))}
        />
      </div>
    </figure>
  )
}
