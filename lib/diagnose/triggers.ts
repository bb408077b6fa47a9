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
  peer: DeviceId
}

/** An end of a link, as far as it is known: what happens to one of these may turn the link. */
export interface LinkEnd {
  target: TargetId | null
  cluster: ClusterId | null
  device: DeviceId | null
}

/** How often a sort of thing was, and was not, followed by a flip of those that it concerns. */
interface Rate {
  followed: number
  notFollowed: number
}

export type Rates = ReadonlyMap<string, Rate>

/** Something that happened before a flip, and how often the like of it was, and was not, followed by one. */
export interface Trigger extends Rate {
  happening: Happening
  secondsBefore: number
}

/** How long after something a flip may come from it (DESIGN.md, "Flaps"). */
export const triggerMs = 15 * 60_000

/** Of each sort of thing, how often a path of those that it concerns changed within 15 minutes. */
export function ratesOf(happenings: readonly Happening[], flips: readonly AnyFlip[]): Rates {
  const ordered = flips.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return new Map(
    [...Map.groupBy(happenings, ({ sort }) => sort)].map(([sort, all]) => {
      const followed = all.filter(each => isFollowed(each, ordered)).length
      return [sort, { followed, notFollowed: all.length - followed }]
    }),
  )
}

/** Thousands of each are counted on every look: only the flips of its 15 minutes are gone through. */
function isFollowed(happening: Happening, ordered: readonly AnyFlip[]): boolean {
  let [low, high] = [0, ordered.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ordered[middle]?.at ?? happening.at) < happening.at) low = middle + 1
    else high = middle
  }
  for (let index = low; index < ordered.length; index += 1) {
    const flip = ordered[index]
    if (!flip || !isJustBefore(happening, flip.at)) return false
    if (mayTurn(happening, flip)) return true
  }
  return false
}

/** Did it happen in the 15 minutes before the flip, and to something that the flip may come from? */
export const mayTurn = (happening: Happening, flip: AnyFlip): boolean =>
  isJustBefore(happening, flip.at) &&
  concerns(happening, { target: flip.target, cluster: flip.cluster, device: flip.peer })

/** What happened in the 15 minutes before a link changed its path, the nearest first. `ends` are what the link hangs on. */
export function triggersOf(
  flip: Date,
  ends: readonly LinkEnd[],
  happenings: readonly Happening[],
  rates: Rates,
): Trigger[] {
  return happenings
    .filter(each => isJustBefore(each, flip) && ends.some(end => concerns(each, end)))
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map(happening => ({
      happening,
      secondsBefore: (flip.getTime() - happening.at.getTime()) / 1000,
      ...(rates.get(happening.sort) ?? { followed: 0, notFollowed: 0 }),
    }))
}

const isJustBefore = ({ at }: Happening, flip: Date) =>
  flip.getTime() >= at.getTime() && flip.getTime() - at.getTime() <= triggerMs

const concerns = ({ target, cluster, device }: Happening, end: LinkEnd): boolean => {
  if (target !== null) return target === end.target
  if (device !== null && device === end.device) return true
  return device === null && cluster !== null && cluster === end.cluster
}
