import type { WeekGap, WeekTarget } from '#lib/tailnet/week.ts'
import { counted, listed } from './counted.ts'
import { durationInTwo } from './duration.ts'
import type { ReviewInput } from './reviewInput.ts'
import { weekdayClock } from './reviewTime.ts'

export interface ReviewCoverage {
  /** "71": of the time of all pods that could have been seen; null where there was no pod. */
  percent: string | null
  judged: number
  targets: number
  meta: string
  lines: { strong: string; text: string }[]
}

const mostLines = 8
/** Of them for the collector's own stops, the longest. */
const mostStops = 4
/** What was there at the first round was there before: tailpath alone was not. */
const firstRoundMs = 600_000

interface Stretch {
  from: number
  to: number
}

/** What of the week was seen, and why the rest was not. */
export function reviewCoverage(input: ReviewInput): ReviewCoverage {
  const { targets, gaps, firstKept, window, now } = input
  const end = Math.min(window.to.getTime(), now.getTime())
  const start = window.from.getTime()
  const begun = firstKept?.getTime() ?? end
  const unborn: Stretch[] = begun > start ? [{ from: start, to: Math.min(begun, end) }] : []
  const forAll = gaps
    .filter(gap => gap.target === null)
    .map(gap => ({ ...stretchOf(gap), filledFor: new Set(gap.filledFor) }))
  const own = Map.groupBy(
    gaps.filter(gap => gap.target !== null),
    gap => gap.target ?? '',
  )
  let lived = 0
  let missed = 0
  for (const target of targets) {
    const life = lifeOf(target, start, end, begun)
    lived += life.to - life.from
    missed +=
      target.unjudged !== null
        ? life.to - life.from
        : covered(
            [
              ...unborn,
              ...forAll.filter(gap => !gap.filledFor.has(target.place.id)),
              ...(own.get(target.place.id) ?? []).map(stretchOf),
            ],
            life,
          )
  }
  const judged = targets.filter(target => target.unjudged === null).length
  const unknown = input.links.unknown
  return {
    percent: lived > 0 ? percentOf(1 - missed / lived) : null,
    judged,
    targets: targets.length,
    meta: [
      ...(unknown > 0 ? [`${counted(unknown, 'link')} unknown at the end`] : []),
      ...(input.isFinestGone ? ['made late: rates and milliseconds were kept no more'] : []),
    ].join('; '),
    lines: [
      ...unbornLine(input, unborn),
      ...collectorLines(input),
      ...unjudgedLines(targets),
      ...targetLines(input),
    ].slice(0, mostLines),
  }
}

const stretchOf = ({ from, to }: WeekGap): Stretch => ({ from: from.getTime(), to: to.getTime() })

/** The part of the week in which a target could have been seen. */
function lifeOf({ firstSeen, goneAt }: WeekTarget, start: number, end: number, begun: number): Stretch {
  const born = firstSeen.getTime()
  const from = born <= begun + firstRoundMs ? start : Math.max(start, born)
  const to = Math.max(from, Math.min(end, goneAt?.getTime() ?? end))
  return { from, to }
}

/** How much of a stretch others cover together. */
function covered(stretches: readonly Stretch[], { from, to }: Stretch): number {
  let reached = from
  let sum = 0
  for (const each of stretches.toSorted((a, b) => a.from - b.from)) {
    const start = Math.max(reached, each.from)
    const end = Math.min(to, each.to)
    if (end <= start) continue
    sum += end - start
    reached = end
  }
  return sum
}

/** Cut, never rounded up: what has a hole is never 100 %. */
function percentOf(share: number): string {
  if (share >= 1) return '100'
  if (share > 0 && share < 0.01) return '<1'
  return share >= 0.99 ? (Math.floor(share * 1000) / 10).toFixed(1) : String(Math.floor(share * 100))
}

function unbornLine({ zone }: ReviewInput, unborn: readonly Stretch[]): ReviewCoverage['lines'] {
  return unborn.map(({ from, to }) => ({
    strong: 'All',
    text: `${weekdayClock(from, zone)} to ${weekdayClock(to, zone)}: tailpath was not measuring yet`,
  }))
}

/** Of a stop that senders had spooled for all pods nothing is missing. */
function collectorLines({ gaps, zone, targets }: ReviewInput): ReviewCoverage['lines'] {
  return gaps
    .filter(gap => gap.target === null)
    .map(gap => {
      const filled = new Set(gap.filledFor)
      return { ...gap, seen: targets.filter(({ place }) => filled.has(place.id)) }
    })
    .filter(({ seen }) => seen.length < targets.length || targets.length === 0)
    .slice(0, mostStops)
    .map(({ from, to, reason, seen }) => ({
      strong: seen.length === 0 ? 'All' : `All but ${listed(seen.map(({ place }) => place.name))}`,
      text: `${weekdayClock(from.getTime(), zone)} to ${weekdayClock(to.getTime(), zone)}: ${reason}`,
    }))
}

function unjudgedLines(targets: readonly WeekTarget[]): ReviewCoverage['lines'] {
  const groups = Map.groupBy(
    targets.filter(target => target.unjudged !== null),
    ({ unjudged, place }) => `${place.cluster.name}\n${unjudged}`,
  )
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .map(group => ({
      strong: listed(group.map(({ place }) => place.name)),
      text: `in ${group[0]?.place.cluster.name ?? ''}: ${group[0]?.unjudged ?? ''}`,
    }))
}

/** Targets that could not be seen for longest, those with one reason together. */
function targetLines({ gaps, targets }: ReviewInput): ReviewCoverage['lines'] {
  const names = new Map(targets.map(({ place }) => [place.id as string, place]))
  const groups = Map.groupBy(
    gaps.filter(gap => gap.target !== null && names.has(gap.target)),
    gap => `${names.get(gap.target ?? '')?.cluster.name}\n${gap.reason}`,
  )
  const summed = [...groups.values()].map(group => {
    const who = new Set(group.map(gap => names.get(gap.target ?? '')?.name ?? ''))
    const ms = group.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0)
    return { group, who: [...who], ms }
  })
  return summed
    .sort((a, b) => b.ms - a.ms)
    .map(({ group, who, ms }) => ({
      strong: listed(who),
      text: `in ${names.get(group[0]?.target ?? '')?.cluster.name ?? ''}: ${group[0]?.reason ?? ''}, ${durationInTwo(ms / 1000)} together`,
    }))
}
