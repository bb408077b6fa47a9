import type { GapSeen } from '#lib/tailnet/history.ts'

/** A stretch of a chart that is hatched, with its reason; milliseconds. */
export interface Hole {
  from: number
  to: number
  reason: string
}

interface HoleInput {
  /** Buckets in order; `measured` false where there is no value. */
  points: { at: number; measured: boolean }[]
  stepMs: number
  gaps: GapSeen[]
  now: number
  /** When the first value ever was kept; null where none was. */
  firstKept: number | null
  /** What an unexplained hole means on this chart: "no traffic". */
  otherwise: string
}

const overlap = (hole: Hole, gap: GapSeen, now: number) =>
  Math.min(hole.to, gap.endedAt?.getTime() ?? now) - Math.max(hole.from, gap.startedAt.getTime())

/** Runs of buckets without a value, each with the reason of the gap that covers most of it. */
export function holesOf({ points, stepMs, gaps, now, firstKept, otherwise }: HoleInput): Hole[] {
  const holes: Hole[] = []
  for (const { at, measured } of points) {
    if (measured) continue
    const last = holes.at(-1)
    if (last && last.to === at) last.to = at + stepMs
    else holes.push({ from: at, to: at + stepMs, reason: otherwise })
  }
  return holes.map(hole => {
    const [gap] = gaps
      .filter(gap => overlap(hole, gap, now) > 0)
      .sort((a, b) => overlap(hole, b, now) - overlap(hole, a, now))
    if (gap) return { ...hole, reason: gap.reason }
    const isBefore = firstKept === null || hole.from < firstKept
    return isBefore ? { ...hole, reason: 'before the first round' } : hole
  })
}
