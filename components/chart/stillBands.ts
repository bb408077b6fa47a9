import { type TrafficKind, trafficKinds } from '#lib/tailnet/path.ts'
import type { BandPoint } from './bands.ts'

interface Parts {
  from: number
  to: number
  points: BandPoint[]
  stepMs: number
  /** The value at the upper end of the plot. */
  top: number
  kind: TrafficKind
}

interface Area {
  x: number
  y: number
  width: number
  height: number
}

const rounded = (value: number) => Math.round(value * 100) / 100

/**
 * One band of a stacked chart in percent of the plot: its areas, and the line along their upper ends. What was not
 * measured interrupts both, and so does a bucket that has nothing of this kind: a band without height has no edge.
 */
export function stillBands({ from, to, points, stepMs, top, kind }: Parts): { areas: Area[]; edge: string } {
  const x = (at: number) => rounded(((Math.min(Math.max(at, from), to) - from) / (to - from)) * 100)
  const below = trafficKinds.slice(0, trafficKinds.indexOf(kind))
  const areas = points.flatMap(point => {
    const value = point[kind] ?? 0
    const left = x(point.at)
    const width = rounded(x(point.at + stepMs) - left)
    if (!(value > 0) || !(width > 0)) return []
    const height = (value / top) * 100
    const base = below.reduce((sum, each) => sum + (point[each] ?? 0), 0)
    return [{ x: left, y: rounded(100 - (base / top) * 100 - height), width, height: rounded(height) }]
  })
  const edge = areas.map((area, index) => {
    const last = areas[index - 1]
    // Neighbours share a border up to rounding.
    const isNext = last !== undefined && Math.abs(last.x + last.width - area.x) < 0.02
    return `${isNext ? 'L' : 'M'}${area.x} ${area.y}H${rounded(area.x + area.width)}`
  })
  return { areas, edge: edge.join('') }
}
