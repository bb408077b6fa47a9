/**
 * How packets of a link go during a stretch of time. `settled`: by whatever path the surroundings give;
 * `derp`: by relay although they would give another (first packets, a flap); `exact`: as a recorded series says;
 * `silent`: sent, and nothing comes back; `idle`: nobody talks.
 */
export type Course = 'settled' | 'derp' | 'exact' | 'silent' | 'idle'

export interface Segment {
  /** Second of the period at which it begins. */
  at: number
  course: Course
  /** `Active` of status: a packet was sent within the last 45 s. */
  active: boolean
  online: boolean
  /** Bytes a second. */
  rx: number
  tx: number
  /** `CurAddr` of an `exact` segment; empty by DERP. */
  address?: string
  /** Second of the period at which the session began; handshakes follow each 120 s. */
  session: number
  /** Second of the period of the last handshake, where a recording says it. */
  shaken?: number
  /** Second of the period until which packets were written; absent while they are. */
  wroteUntil?: number
}

/** Bytes so far: [rx, tx] by `settled`, `derp` and `silent` together, `exact`. */
export type Totals = [number, number, number, number, number, number]

/** A day (or another period) of a link that repeats for ever, so that any moment can be looked up without state. */
export interface Timeline {
  periodSeconds: number
  segments: Segment[]
  /** Totals at each segment's begin, and at the period's end. */
  sums: Totals[]
}

const column: Record<Course, 0 | 2 | 4> = { settled: 0, derp: 2, silent: 2, exact: 4, idle: 0 }

function advance(totals: Totals, segment: Segment, seconds: number): Totals {
  const next: Totals = [...totals]
  const at = column[segment.course]
  next[at] += segment.rx * seconds
  // Columns come in pairs, so the one after an even index below 6 is there.
  next[(at + 1) as 1 | 3 | 5] += segment.tx * seconds
  return next
}

/** Segments in order of `at`, the first at 0. */
export function timeline(periodSeconds: number, segments: Segment[]): Timeline {
  const sums: Totals[] = [[0, 0, 0, 0, 0, 0]]
  for (const [index, segment] of segments.entries()) {
    const end = segments[index + 1]?.at ?? periodSeconds
    sums.push(advance(sums[index] ?? [0, 0, 0, 0, 0, 0], segment, end - segment.at))
  }
  return { periodSeconds, segments, sums }
}

function indexAt(line: Timeline, second: number): number {
  let low = 0
  let high = line.segments.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((line.segments[middle]?.at ?? 0) <= second) low = middle
    else high = middle - 1
  }
  return low
}

/** The segment at a moment (Unix seconds) and the Unix second at which its period began. */
export function segmentAt(line: Timeline, unix: number): { segment: Segment; periodStart: number } {
  const periodStart = Math.floor(unix / line.periodSeconds) * line.periodSeconds
  const segment = line.segments[indexAt(line, unix - periodStart)]
  if (!segment) throw new Error('a timeline without segments')
  return { segment, periodStart }
}

/** Bytes since the Unix epoch, of which only differences mean anything. */
export function totalsAt(line: Timeline, unix: number): Totals {
  const cycles = Math.floor(unix / line.periodSeconds)
  const second = unix - cycles * line.periodSeconds
  const index = indexAt(line, second)
  const segment = line.segments[index]
  const begin = line.sums[index]
  const whole = line.sums.at(-1)
  if (!segment || !begin || !whole) throw new Error('a timeline without segments')
  const now = advance(begin, segment, second - segment.at)
  return now.map((bytes, i) => bytes + cycles * (whole[i] ?? 0)) as Totals
}
