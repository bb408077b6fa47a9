import type { Flag } from '#lib/report/flags.ts'
import type { Hole } from '#lib/report/holes.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import { pathClass } from '../path/pathClass.ts'
import type { BandPoint } from './bands.ts'
import './chart.css'

interface Props {
  from: number
  to: number
  points: BandPoint[]
  stepMs: number
  holes: Hole[]
  flags: Flag[]
  top: number
}

/**
 * The same picture without a pointer, for the first paint and for who runs no scripts: Recharts draws only in a browser.
 * In percent, so that it needs no measured width.
 */
export function StillBands({ from, to, points, stepMs, holes, flags, top }: Props) {
  const x = (at: number) => ((Math.min(Math.max(at, from), to) - from) / (to - from)) * 100
  const span = (start: number, end: number) => ({
    x: `${x(start).toFixed(2)}%`,
    width: `${Math.max(0, x(end) - x(start)).toFixed(2)}%`,
  })
  return (
    <svg className="still" aria-hidden="true">
      {points.map(point => {
        let base = 0
        return trafficKinds.map(kind => {
          const value = point[kind] ?? 0
          base += value
          return value > 0 ? (
            <rect
              key={`${point.at}${kind}`}
              className={`a-${pathClass[kind]}`}
              {...span(point.at, point.at + stepMs)}
              y={`${(100 - (base / top) * 100).toFixed(2)}%`}
              height={`${((value / top) * 100).toFixed(2)}%`}
            />
          ) : null
        })
      })}
      {holes.map(hole => (
        <rect className="gap" key={hole.from} {...span(hole.from, hole.to)} height="100%" />
      ))}
      {flags
        .filter(flag => flag.at >= from && flag.at <= to)
        .map(({ at, no }) => (
          <line className="mark" key={no} x1={`${x(at)}%`} x2={`${x(at)}%`} y2="100%" />
        ))}
      <line className="axis" x2="100%" y1="100%" y2="100%" />
    </svg>
  )
}
