import type { Manner, Talk } from './demoTalk.ts'
import type { Link } from './link.ts'
import type { Member } from './member.ts'
import { sessions, silent, steady } from './rhythm.ts'
import { fraction } from './seeded.ts'
import { playedAt, seriesOutage, seriesSegments } from './series.ts'
import type { Seat } from './stage.ts'
import { type Timeline, timeline } from './timeline.ts'

const day = 86_400

/** Second of a span of six hours at which tailscaled is killed while `series/restarted` is played. */
export const restartSecond = 4_000

const idleDay = (): Timeline =>
  timeline(day, [
    { at: 0, course: 'idle', active: false, online: true, rx: 0, tx: 0, session: -day, wroteUntil: -day / 2 },
  ])

function playedSeries(manner: Extract<Manner, { kind: 'series' }>, seed: string): Timeline {
  const base = manner.rate > 0 ? steady(seed, manner.rate) : idleDay()
  const every = manner.everyMinutes * 60
  const killed = seriesOutage(manner.scenario)?.from
  const first =
    killed === undefined ? Math.floor(300 + fraction(seed) * (every - 900)) : restartSecond - killed
  const starts = Array.from({ length: day / every }, (_, i) => first + i * every)
  return playedAt(base, seriesSegments(manner.scenario, manner.target, manner.peer), starts)
}

function lineOf(manner: Manner, seed: string): Timeline {
  const noon = 8 + Math.floor(fraction(`${seed} noon`) * 14)
  switch (manner.kind) {
    case 'steady':
      return steady(seed, manner.rate)
    case 'office':
      return sessions(seed, { rate: manner.rate, busyMinutes: 35, pauseMinutes: 14, noon })
    case 'burst':
      return sessions(seed, { rate: manner.rate, busyMinutes: 5, pauseMinutes: 22 })
    case 'rare':
      return sessions(seed, { rate: manner.rate, busyMinutes: 8, pauseMinutes: 75 })
    case 'silent':
      return silent()
    case 'never':
      return idleDay()
    case 'series':
      return playedSeries(manner, seed)
  }
}

/** The same link as its other end counts it. */
const mirrored = (line: Timeline): Timeline =>
  timeline(
    line.periodSeconds,
    line.segments.map(segment => ({ ...segment, rx: segment.tx, tx: segment.rx })),
  )

/** The links of all pods by the seat's key; between two pods both ends have it. Throws for a name that is nobody's. */
export function demoLinks(
  talks: readonly Talk[],
  seats: readonly Seat[],
  others: readonly Member[],
): Map<string, Link[]> {
  const links = new Map<string, Link[]>(seats.map(seat => [seat.key, []]))
  const seatOf = (name: string) => seats.find(seat => seat.member.hostname === name)
  for (const { from, to, manner } of talks) {
    const seat = seatOf(from)
    const far = seatOf(to)
    const peer = far?.member ?? others.find(member => member.hostname === to)
    if (!seat || !peer) throw new Error(`nobody is called ${seat ? to : from}`)
    const line = lineOf(manner, `${from} ${to}`)
    const place =
      manner.kind === 'series' ? (manner.target === 'aks-pip' ? 'none-closed' : manner.target) : null
    links.get(seat.key)?.push({ peer, line, series: place })
    if (far) links.get(far.key)?.push({ peer: seat.member, line: mirrored(line), series: null })
  }
  return links
}
