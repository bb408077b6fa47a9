import { sequence } from './seeded.ts'
import { type Segment, type Timeline, timeline } from './timeline.ts'

const day = 86_400
/** After the last packet `Active` stays for about 50 s (lab/series/went-idle). */
const activeTail = 50

/** A link that never rests: scrapes, replication. The rate wanders about `rate` bytes a second, in cells of 5 min. */
export function steady(seed: string, rate: number): Timeline {
  const next = sequence(seed)
  const share = 0.3 + 0.5 * next()
  const segments: Segment[] = []
  for (let at = 0; at < day; at += 300) {
    const wave = 1 + 0.4 * Math.sin((2 * Math.PI * at) / day + next() * 0.3)
    const bytes = rate * wave * (0.7 + 0.6 * next())
    segments.push({
      at,
      course: 'settled',
      active: true,
      online: true,
      rx: 20 + bytes * share,
      tx: 20 + bytes * (1 - share),
      session: 0,
    })
  }
  return timeline(day, segments)
}

/** One session: some links start by DERP for a few seconds, some flap to it once in the middle. */
function session(from: number, to: number, rate: number, next: () => number): Segment[] {
  const segments: Segment[] = []
  const share = 0.2 + 0.6 * next()
  const piece = (at: number, course: Segment['course'], factor: number): Segment => ({
    at,
    course,
    active: true,
    online: true,
    rx: 20 + rate * factor * share,
    tx: 20 + rate * factor * (1 - share),
    session: from,
  })
  const opening = Math.min(3 + Math.floor(next() * (next() < 0.3 ? 25 : 6)), (to - from) / 3)
  segments.push(piece(from, 'derp', 0.3))
  for (let at = from + opening; at < to; at += 60 + Math.floor(next() * 180)) {
    segments.push(piece(at, 'settled', 0.3 + 1.4 * next()))
  }
  const flap = from + (to - from) * (0.3 + 0.4 * next())
  if (to - from > 900 && next() < 0.2) {
    const calm = segments.findLast(segment => segment.at <= flap)
    const kept = segments.filter(segment => segment.at <= flap || segment.at > flap + 40)
    return [
      ...kept,
      piece(flap, 'derp', 0.2),
      { ...(calm ?? piece(flap, 'settled', 1)), at: flap + 40 },
    ].sort((a, b) => a.at - b.at)
  }
  return segments
}

/** What follows a session: still `Active` for a while, then idle until the next. */
function rest(from: number, session: number): Segment[] {
  const quiet = { online: true, rx: 0, tx: 0, session, wroteUntil: from }
  return [
    { ...quiet, at: from, course: 'settled', active: true },
    { ...quiet, at: from + activeTail, course: 'idle', active: false },
  ]
}

export interface Habit {
  /** Bytes a second while there is traffic. */
  rate: number
  /** Length of a session and of the pause after it, on average, in minutes. */
  busyMinutes: number
  pauseMinutes: number
  /** Hour of the day (UTC) about which the pauses are shortest; absent where day and night are one. */
  noon?: number
}

/** Sessions and pauses over a day, denser about noon. */
export function sessions(seed: string, habit: Habit): Timeline {
  const next = sequence(seed)
  const segments: Segment[] = []
  let at = Math.floor(60 + next() * habit.pauseMinutes * 30)
  while (at < day - 900) {
    const away = habit.noon === undefined ? 0 : Math.abs(((at / 3600 - habit.noon + 36) % 24) - 12)
    const calm = 1 + (away / 6) ** 2
    const end = Math.min(at + Math.floor(60 * habit.busyMinutes * (0.4 + 1.2 * next())), day - 300)
    segments.push(...session(at, end, habit.rate, next), ...rest(end, at))
    at = end + activeTail + 20 + Math.floor(60 * habit.pauseMinutes * calm * (0.4 + 1.2 * next()))
  }
  const last = segments.at(-1)
  const night: Segment = {
    at: 0,
    course: 'idle',
    active: false,
    online: true,
    rx: 0,
    tx: 0,
    session: (last?.session ?? 0) - day,
    wroteUntil: (last?.wroteUntil ?? 0) - day,
  }
  return timeline(day, [night, ...segments])
}

/** The far end is dead: a handshake initiation (148 bytes) each 5 s, and nothing comes back. */
export function silent(): Timeline {
  const segment = {
    at: 0,
    course: 'silent',
    active: true,
    online: true,
    rx: 0,
    tx: 30,
    session: -day,
  } as const
  return timeline(day, [{ ...segment, shaken: -day }])
}
