'use client'

import { usePlotArea } from 'recharts'

interface Props {
  ticks: number[]
  top: number
  words: (value: number) => string
}

/** Lines across at the ticks of the vertical axis, with their words at the left; the lowest is the axis itself. */
export function ChartGrid({ ticks, top, words }: Props) {
  const plot = usePlotArea()
  if (!plot) return null
  const y = (value: number) => plot.y + plot.height * (1 - value / top)
  return (
    <g>
      {ticks.map(value => (
        <g key={value}>
          <line
            className={value === 0 ? 'axis' : 'grid'}
            x1={plot.x}
            x2={plot.x + plot.width}
            y1={y(value)}
            y2={y(value)}
          />
          <text x={plot.x - 6} y={y(value)} dy={value === 0 ? 0 : value === top ? 8 : 4} textAnchor="end">
            {words(value)}
          </text>
        </g>
      ))}
    </g>
  )
}
