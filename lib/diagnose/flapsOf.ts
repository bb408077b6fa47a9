import type { Stretch } from '#lib/tailnet/fix.ts'
import type { SilenceSeen, TimeWindow } from '#lib/tailnet/history.ts'
import type { ClusterId, DeviceId } from '#lib/tailnet/ids.ts'
import { type AnyFlip, type Happening, type Rates, ratesOf, type Trigger, triggersOf } from './triggers.ts'

/** A link went another way: another kind of path, family, relay or region. */
export interface FlipTold {
  at: Date
  from: Stretch['kind']
  to: Stretch['kind']
  /** For how long at most nothing came back around it, between two looks; null where that was not measured. */
  stillSeconds: number | null
  /** What happened in the 15 minutes before, the nearest first. */
  before: Trigger[]
}

export interface LinkFlaps {
  observer: DeviceId
  peer: DeviceId
  peerName: string
  /** The newest first. */
  flips: FlipTold[]
  /** Flips for each hour with traffic; null where that was too little to say (under 10 minutes). */
  perHour: number | null
  trafficSeconds: number
}

export interface FlapFacts {
  /** Of the links of one target. */
  stretches: readonly Stretch[]
  /** When these links stood still. */
  silences: readonly SilenceSeen[]
  cluster: ClusterId
  /** Everything that happened in the window, anywhere. */
  happenings: readonly Happening[]
  /** Every change between two paths in the window, anywhere. */
  flips: readonly AnyFlip[]
  window: TimeWindow
}

/** A start on DERP is normal: a path that lasted for less traffic than this was no settled one. */
const startSeconds = 30
const leastSeconds = 600

/** Each link of a target that changed its way in the window, the one with the most changes first. */
export function flapsOf(facts: FlapFacts): LinkFlaps[] {
  const rates = ratesOf(facts.happenings, facts.flips)
  const links = Map.groupBy(facts.stretches, ({ observer, peer }) => `${observer}>${peer}`)
  return [...links.values()]
    .flatMap(own => linkFlaps(own, facts, rates))
    .sort((a, b) => b.flips.length - a.flips.length || a.peerName.localeCompare(b.peerName))
}

function linkFlaps(own: readonly Stretch[], facts: FlapFacts, rates: Rates): LinkFlaps[] {
  const { window, cluster, happenings, silences } = facts
  const ordered = own.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
  const [any] = ordered
  const changes = changesOf(ordered).filter(({ at }) => at >= window.from && at < window.to)
  if (!any || changes.length === 0) return []
  const { target, observer, peer, peerName } = any
  const trafficSeconds = ordered.reduce((sum, stretch) => sum + secondsIn(stretch, window), 0)
  const quiet = silences.filter(each => each.observer === observer && each.peer === peer)
  const flips = changes.map(change => ({
    ...change,
    stillSeconds: stillAround(change.at, quiet) ?? change.stillSeconds,
    before: triggersOf(change.at, [{ target, cluster, device: peer }], happenings, rates),
  }))
  const perHour = trafficSeconds < leastSeconds ? null : (flips.length * 3_600) / trafficSeconds
  return [{ observer, peer, peerName, flips: flips.reverse(), perHour, trafficSeconds }]
}

/** Of a stretch with traffic in part of it, the part that falls into the window. */
function secondsIn({ startedAt, endedAt, trafficSeconds }: Stretch, { from, to }: TimeWindow): number {
  const [start, end] = [startedAt.getTime(), (endedAt ?? to).getTime()]
  const within = Math.min(end, to.getTime()) - Math.max(start, from.getTime())
  return end <= start || within <= 0 ? 0 : trafficSeconds * Math.min(1, within / (end - start))
}

const isPath = ({ kind }: Stretch) => kind === 'direct' || kind === 'peer_relay' || kind === 'derp'
const isNext = (before: Stretch | undefined, after: Stretch | undefined) =>
  before?.endedAt !== undefined && before.endedAt?.getTime() === after?.startedAt.getTime()

/** Changes between two paths that follow each other, at most with silence between them. */
function changesOf(ordered: readonly Stretch[]): Omit<FlipTold, 'before'>[] {
  return ordered.flatMap((stretch, index) => {
    if (!isPath(stretch) || stretch.endedAt === null) return []
    let next = index + 1
    while (ordered[next]?.kind === 'no_answer' && isNext(ordered[next - 1], ordered[next])) next += 1
    const after = ordered[next]
    if (!after || !isPath(after) || !isNext(ordered[next - 1], after) || after.way === stretch.way) return []
    const isStart = !isNext(ordered[index - 1], stretch) && stretch.trafficSeconds < startSeconds
    if (isStart && stretch.kind === 'derp') return []
    const isSilent = next > index + 1
    const stillSeconds = isSilent ? (after.startedAt.getTime() - stretch.endedAt.getTime()) / 1000 : null
    return [{ at: stretch.endedAt, from: stretch.kind, to: after.kind, stillSeconds }]
  })
}

/** The silence in which a flip falls: a look that tells a flip may still have seen an answer on the old path. */
function stillAround(flip: Date, silences: readonly SilenceSeen[]): number | null {
  const around = silences.find(({ from, to }) => from <= flip && to >= flip)
  return around ? (around.to.getTime() - around.from.getTime()) / 1000 : null
}
