import type { LinePoint } from './linePoints.ts'
import { dashOf, lineStroke } from './lineStroke.ts'
import './chart.css'

interface Props {
  from: number
  to: number
  top: number
  points: LinePoint[]
  lines: { key: string; isMain: boolean }[]
}

/** Lines for a StillChart: each value holds until the next, and a null interrupts. */
export function StillLines({ from, to, top, points, lines }: Props) {
  const x = (at: number) => (((Math.min(Math.max(at, from), to) - from) / (to - from)) * 100).toFixed(2)
  const path = (key: string) => {
    let isDrawing = false
    return points
      .map((point, index) => {
        const value = point.values[key] ?? null
        if (value === null) {
          isDrawing = false
          return ''
        }
        const y = (100 - (value / top) * 100).toFixed(2)
        const begun = isDrawing ? `V${y}` : `M${x(point.x)} ${y}`
        isDrawing = true
        const next = points[index + 1]
        return next && (next.values[key] ?? null) !== null ? `${begun}H${x(next.x)}` : begun
      })
      .join('')
  }
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {lines.map(({ key, isMain }, index) => (
        <path key={key} className="edge" d={path(key)} {...lineStroke(isMain, dashOf(index))} />
      ))}
    </svg>
  )
}
