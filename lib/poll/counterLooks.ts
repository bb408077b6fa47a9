import type { ObservedFlow } from '#lib/diagnose/input.ts'
import type { Direction, Drop, MetricsReading } from '#lib/tailnet/reading.ts'

/** One look at the counters of a pod: no more than rates are told from, as there are thousands of pods. */
export interface CounterLook {
  at: Date
  derpBytes: Record<Direction, number>
  /** Those that are not zero. */
  drops: readonly Drop[]
}

/** Of the last minutes only: what a rate was an hour ago says nothing of now. */
const keptMs = 10 * 60_000

/** The looks of the last minutes with this one; where tailscaled started anew, or the look goes back, this one alone. */
export function withLook(
  looks: readonly CounterLook[],
  { counters, drops }: Pick<MetricsReading, 'counters' | 'drops'>,
  at: Date,
): CounterLook[] {
  const derp = (direction: Direction) =>
    counters.find(each => each.path === 'derp' && each.direction === direction)?.bytes ?? 0
  const look = {
    at,
    derpBytes: { in: derp('in'), out: derp('out') },
    drops: drops.filter(({ packets }) => packets > 0),
  }
  const last = looks.at(-1)
  const goesOn =
    last && at > last.at && look.derpBytes.in >= last.derpBytes.in && look.derpBytes.out >= last.derpBytes.out
  return goesOn ? [...looks.filter(each => at.getTime() - each.at.getTime() <= keptMs), look] : [look]
}

/** What went on between the looks; null where there are not two. */
export function flowOf(looks: readonly CounterLook[]): ObservedFlow | null {
  const [first, last] = [looks[0], looks.at(-1)]
  if (!first || !last || first === last) return null
  const derpMbits = looks.slice(1).map((look, place) => {
    const before = looks[place] ?? look
    const seconds = (look.at.getTime() - before.at.getTime()) / 1000
    const grown = (['in', 'out'] as const).map(way => look.derpBytes[way] - before.derpBytes[way])
    return seconds > 0 ? (Math.max(...grown) * 8) / 1e6 / seconds : 0
  })
  const drops = last.drops.map(drop => {
    const { direction, reason, packets } = drop
    const before = first.drops.find(each => each.direction === direction && each.reason === reason)
    return { ...drop, packets: Math.max(0, packets - (before?.packets ?? 0)) }
  })
  return { from: first.at, to: last.at, derpMbits, drops: drops.filter(({ packets }) => packets > 0) }
}
