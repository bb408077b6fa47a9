'use client'

import { usePlotArea, ZIndexLayer } from 'recharts'
import { type Flag, mergeFlags } from '#lib/report/flags.ts'
import type { Hole } from '#lib/report/holes.ts'

interface Props {
  from: number
  to: number
  holes: Hole[]
  flags: Flag[]
  /** Start of the bucket that has not ended; null where all have. */
  openFrom: number | null
}

/** Above areas and lines (100 to 400), below what follows a pointer (recharts, DefaultZIndexes). */
const overSeries = 500
/** Flags nearer than this share one, in pixels. */
const nearPixels = 16

/** What lies over the series of a chart: hatched holes, the pale last bucket, the flags of events. */
export function ChartMarks({ from, to, holes, flags, openFrom }: Props) {
  const plot = usePlotArea()
  if (!plot || !(to > from)) return null
  const x = (at: number) => plot.x + (Math.min(Math.max(at, from), to) - from) * (plot.width / (to - from))
  const span = (start: number, end: number) => ({ x: x(start), width: Math.max(0, x(end) - x(start)) })
  const area = { y: plot.y, height: plot.height }
  const shown = flags.filter(flag => flag.at >= from && flag.at <= to)
  return (
    <ZIndexLayer zIndex={overSeries}>
      {openFrom !== null && <rect className="ghost" {...area} {...span(openFrom, to)} />}
      {holes.map(hole => (
        <rect className="gap" key={hole.from} {...area} {...span(hole.from, hole.to)}>
          <title>{hole.reason}</title>
        </rect>
      ))}
      {mergeFlags(shown, (nearPixels / plot.width) * (to - from)).map(({ at, label }) => {
        const width = label.length > 1 ? 8 + 6 * label.length : 14
        return (
          <g className="flag" key={label}>
            <line className="mark" x1={x(at)} x2={x(at)} y1={plot.y - 1} y2={plot.y + plot.height} />
            <rect x={x(at) - width / 2} y={plot.y - 14} width={width} height="13" />
            <text x={x(at)} y={plot.y - 4}>
              {label}
            </text>
          </g>
        )
      })}
    </ZIndexLayer>
  )
}
