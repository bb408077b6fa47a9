import type { ReactNode } from 'react'
import type { Tick } from '#lib/report/axis.ts'
import { type Flag, mergeFlags } from '#lib/report/flags.ts'
import type { Hole } from '#lib/report/holes.ts'
import { TimeTick } from './TimeTick.tsx'
import './chart.css'

interface Props {
  from: number
  to: number
  ticks: Tick[]
  yTicks: number[]
  yWords: (value: number) => string
  holes: Hole[]
  flags: Flag[]
  /** Start of the bucket that has not ended; null where all have. */
  openFrom: number | null
  /** The series, in percent of the plot. */
  children: ReactNode
}

/** Flags nearer than this part of the axis share one: 16 pixels of a plot of 400. */
const nearPart = 16 / 400

/**
 * The same picture as DrawnChart's without a pointer: for the first paint, and for who runs no scripts. In percent, so
 * that it needs no measured width.
 */
export function StillChart({ from, to, ticks, yTicks, yWords, holes, flags, openFrom, children }: Props) {
  const top = yTicks.at(-1) || 1
  const x = (at: number) => `${(((Math.min(Math.max(at, from), to) - from) / (to - from)) * 100).toFixed(2)}%`
  const y = (value: number) => `${(100 - (value / top) * 100).toFixed(2)}%`
  const span = (start: number, end: number) => ({
    x: x(start),
    width: `${Math.max(0, Number.parseFloat(x(end)) - Number.parseFloat(x(start))).toFixed(2)}%`,
    height: '100%',
  })
  if (!(to > from)) return null
  const shown = flags.filter(flag => flag.at >= from && flag.at <= to)
  return (
    <svg className="still" aria-hidden="true">
      {children}
      {yTicks.map(value => (
        <g key={value}>
          <line className={value === 0 ? 'axis' : 'grid'} x2="100%" y1={y(value)} y2={y(value)} />
          <text x="-6" y={y(value)} dy={value === 0 ? 0 : value === top ? 8 : 4} textAnchor="end">
            {yWords(value)}
          </text>
        </g>
      ))}
      {ticks.map(({ at }) => (
        <svg key={at} x={x(at)} y="100%" className="at" aria-hidden="true">
          <path className="axis" d="M0 0V4" />
          <TimeTick from={from} to={to} ticks={ticks} x={0} y={7} payload={{ value: at }} />
        </svg>
      ))}
      {openFrom !== null && <rect className="ghost" {...span(openFrom, to)} />}
      {holes.map(hole => (
        <rect className="gap" key={hole.from} {...span(hole.from, hole.to)}>
          <title>{hole.reason}</title>
        </rect>
      ))}
      {mergeFlags(shown, nearPart * (to - from)).map(({ at, label }) => {
        const width = label.length > 1 ? 8 + 6 * label.length : 14
        return (
          <svg className="flag at" key={label} x={x(at)} aria-hidden="true">
            <line className="mark" y1="-1" y2="100%" />
            <rect x={-width / 2} y="-14" width={width} height="13" />
            <text y="-4">{label}</text>
          </svg>
        )
      })}
    </svg>
  )
}
