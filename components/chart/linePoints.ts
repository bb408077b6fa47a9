import type { Hole } from '#lib/report/holes.ts'

interface Line {
  key: string
  points: { at: number; value: number }[]
}

export interface LinePoint {
  x: number
  /** By the key of a line; null where it has no value then. */
  values: Record<string, number | null>
}

/** The value of a line at a moment: its last one before; null before the first, and in a hole. */
function valueAt({ points }: Line, at: number, holes: Hole[]): number | null {
  if (holes.some(hole => at >= hole.from && at < hole.to)) return null
  return points.findLast(point => point.at <= at)?.value ?? null
}

/** All moments at which any line changes or a hole begins or ends, with what each line says then. */
export function linePoints(lines: Line[], holes: Hole[]): LinePoint[] {
  const moments = new Set([
    ...lines.flatMap(line => line.points.map(point => point.at)),
    ...holes.flatMap(hole => [hole.from, hole.to]),
  ])
  return [...moments]
    .sort((a, b) => a - b)
    .map(x => ({ x, values: Object.fromEntries(lines.map(line => [line.key, valueAt(line, x, holes)])) }))
}
