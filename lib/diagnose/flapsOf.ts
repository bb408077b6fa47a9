import type { Stretch } from '#lib/tailnet/fix.ts'
import type { SilenceSeen, TimeWindow } from '#lib/tailnet/history.ts'
import type { ClusterId, DeviceId, TargetId } from '#lib/tailnet/ids.ts'

/** Something that happened, as far as a flip may come from it. */
export interface Happening {
  id: string
  at: Date
  /** What kind of thing: "NetworkPolicy changed". Those of one sort are counted together. */
  sort: string
  title: string
  /** Whom it concerns: a target, else all of a cluster; a device beside it or alone. */
  target: TargetId | null
  cluster: ClusterId | null
  device: DeviceId | null
}

/** A link of any target that changed its path. */
export interface AnyFlip {
  at: Date
  target: TargetId
  cluster: ClusterId
}

/** Something that happened before a flip, and how often the like of it was, and was not, followed by one. */
export interface Trigger {
  happening: Happening
  secondsBefore: number
  followed: number
  notFollowed: number
}

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

/** How long after something a flip may come from it (DESIGN.md, "Flaps"). */
export const triggerMs = 15 * 60_000
/** A start on DERP is normal: a path that lasted for less traffic than this was no settled one. */
const startSeconds = 30
const leastSeconds = 600

/** Each link of a target that changed its way in the window, the one with the most changes first. */
export function flapsOf(facts: FlapFacts): LinkFlaps[] {
  const rates = ratesOf(facts)
  const links = Map.groupBy(facts.stretches, ({ observer, peer }) => `${observer}>${peer}`)
  return [...links.values()]
    .flatMap(own => linkFlaps(own, facts, rates))
    .sort((a, b) => b.flips.length - a.flips.length || a.peerName.localeCompare(b.peerName))
}

type Rates = ReadonlyMap<string, { followed: number; notFollowed: number }>

/** Of each sort of thing, how often a path of those that it concerns changed within 15 minutes. */
function ratesOf({ happenings, flips }: FlapFacts): Rates {
  return new Map(
    [...Map.groupBy(happenings, ({ sort }) => sort)].map(([sort, all]) => {
      const followed = all.filter(each =>
        flips.some(flip => isJustBefore(each, flip.at) && concerns(each, flip)),
      )
      return [sort, { followed: followed.length, notFollowed: all.length - followed.length }]
    }),
  )
}

const isJustBefore = ({ at }: Happening, flip: Date) =>
  flip.getTime() >= at.getTime() && flip.getTime() - at.getTime() <= triggerMs

const concerns = (
  { target, cluster, device }: Happening,
  of: { target: TargetId; cluster: ClusterId; peer?: DeviceId },
): boolean => {
  if (target !== null) return target === of.target
  if (device !== null && device === of.peer) return true
  return device === null && cluster !== null && cluster === of.cluster
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
    before: happenings
      .filter(each => isJustBefore(each, change.at) && concerns(each, { target, cluster, peer }))
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .map(happening => ({
        happening,
        secondsBefore: (change.at.getTime() - happening.at.getTime()) / 1000,
        ...(rates.get(happening.sort) ?? { followed: 0, notFollowed: 0 }),
      })),
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
