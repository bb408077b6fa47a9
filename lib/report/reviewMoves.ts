import type { Fix, FixState } from '#lib/tailnet/fix.ts'
import type { TrafficKind } from '#lib/tailnet/path.ts'
import type { WeekFinding, WeekMove, WeekTarget } from '#lib/tailnet/week.ts'
import { causeTitle } from './causeTitle.ts'
import { reviewHrefs } from './reviewHref.ts'
import type { ReviewInput } from './reviewInput.ts'
import { isFixOf } from './reviewScope.ts'
import { weekdayClock } from './reviewTime.ts'

/** A line of "Got worse" or "Got better". */
export interface ReviewMoveRow {
  key: string
  at: number
  since: string
  kind: TrafficKind
  name: string
  place: string
  what: string
  /** The cause, how sure, and how it stands. */
  sub: string
  links: string
  /** The page of whom it is about, where that is one target. */
  href?: string
  /** The page of the cause or the fix that `sub` tells of. */
  subHref?: string
}

export interface ReviewMoves {
  worse: ReviewMoveRow[]
  better: ReviewMoveRow[]
  /** How many more there are than are listed. */
  moreWorse: number
  moreBetter: number
  holds: number
  cameBack: number
}

/** What a meeting can speak about; the rest is counted. */
const mostRows = 8
const rank: Record<TrafficKind, number> = { direct: 0, peer_relay: 1, derp: 2 }
const toWords: Record<TrafficKind, string> = {
  direct: 'to direct',
  peer_relay: 'to peer relay',
  derp: 'to DERP',
}
const stateWords: Record<FixState, string> = {
  proven: 'Proven, still holds',
  not_proven: 'Not proven yet',
  no_effect: 'No effect seen',
  came_back: 'Came back',
}

/** What changed for the worse and for the better over the week, with causes and fixes. */
export function reviewMoves(input: ReviewInput): ReviewMoves {
  const byId = new Map(input.targets.map(target => [target.place.id, target]))
  const fixes = fixesOf(input)
  const findings = Map.groupBy(input.findings, ({ target }) => target)
  const worse: Sized[] = []
  const better: Sized[] = []
  const told = new Set<string>()
  for (const move of input.moves) {
    const target = byId.get(move.target)
    if (!target) continue
    const isWorse = rank[move.to] > rank[move.from]
    const fix = isWorse
      ? undefined
      : fixes.find(each => each.fix.appliedAt <= move.since && isFixOf(each.fix.scope, target))
    if (fix) told.add(fix.fix.id)
    const list = isWorse ? worse : better
    list.push({
      row: () => moveRow(input, { move, target, fix, findings: findings.get(move.target) ?? [], isWorse }),
      size: move.links,
      at: move.since.getTime(),
    })
  }
  for (const each of fixes) {
    if (told.has(each.fix.id)) continue
    const list = each.state === 'came_back' ? worse : better
    const row = fixLine(input, each)
    list.push({ row: () => row, size: 0, at: row.at })
  }
  return {
    worse: shown(worse),
    better: shown(better),
    moreWorse: Math.max(0, worse.length - mostRows),
    moreBetter: Math.max(0, better.length - mostRows),
    holds: fixes.filter(({ state }) => state === 'proven').length,
    cameBack: fixes.filter(({ state }) => state === 'came_back').length,
  }
}

/** A large tailnet has thousands: only those that are listed become rows. */
interface Sized {
  row: () => ReviewMoveRow
  size: number
  at: number
}

/** The largest of them, in the order of time. */
const shown = (list: Sized[]) =>
  list
    .toSorted((a, b) => b.size - a.size || a.at - b.at)
    .slice(0, mostRows)
    .map(({ row }) => row())
    .sort((a, b) => a.at - b.at || a.key.localeCompare(b.key))

interface WeekFix {
  fix: Fix
  /** As the week ended. */
  state: FixState
  name: string
  place: string
  href: string | null
}

/** Fixes in scope that were applied, or whose state changed, in the week. */
function fixesOf(input: ReviewInput): WeekFix[] {
  const { fixes, targets, window, choice } = input
  const isIn = (at: Date) => at >= window.from && at < window.to
  return fixes.flatMap(({ fix, clusterName, place }) => {
    if (fix.appliedAt >= window.to) return []
    if (!isIn(fix.appliedAt) && !fix.history.some(({ at }) => isIn(at))) return []
    const isMine = choice.scope.kind === 'all' || targets.some(target => isFixOf(fix.scope, target))
    if (!isMine) return []
    const state = fix.history.findLast(({ at }) => at < window.to)?.state ?? 'not_proven'
    const name = place
      ? (place.parent?.name ?? place.name)
      : (fix.scope.node ?? fix.scope.namespace ?? clusterName)
    return [{ fix, state, name, place: clusterName, href: place && reviewHrefs(input).target(place) }]
  })
}

interface Moved {
  move: WeekMove
  target: WeekTarget
  /** After which it got better. */
  fix: WeekFix | undefined
  /** The target's. */
  findings: readonly WeekFinding[]
  isWorse: boolean
}

function moveRow(
  input: ReviewInput,
  { move, target: { place }, fix, findings, isWorse }: Moved,
): ReviewMoveRow {
  const at = move.since.getTime()
  const href = reviewHrefs(input)
  const cause = fix ? undefined : isWorse ? worseCause(findings) : betterCause(findings)
  return {
    key: `${move.target} ${move.from} ${move.to}`,
    at,
    since: weekdayClock(at, input.zone),
    kind: move.to,
    name: place.parent?.name ?? place.name,
    place: place.cluster.name,
    what: fix?.fix.what ?? move.trigger ?? 'no change was seen just before',
    sub: fix ? fixWords(fix.fix, fix.state) : isWorse ? worseWords(cause) : betterWords(cause),
    links: `${move.links} ${toWords[move.to]}`,
    href: href.target(place),
    ...(fix ? { subHref: href.fixes } : cause && { subHref: href.cause(cause.code) }),
  }
}

function fixLine(input: ReviewInput, { fix, state, name, place, href }: WeekFix): ReviewMoveRow {
  const turn =
    state === 'came_back'
      ? fix.history.findLast(each => each.state === state && each.at < input.window.to)?.at
      : null
  const at = (turn ?? fix.appliedAt).getTime()
  return {
    key: `fix ${fix.id}`,
    at,
    since: weekdayClock(at, input.zone),
    kind: state === 'came_back' ? 'derp' : fix.aim === 'direct' ? 'direct' : 'peer_relay',
    name,
    place,
    what: fix.what,
    sub: fixWords(fix, state),
    links: '–',
    ...(href !== null && { href }),
    subHref: reviewHrefs(input).fixes,
  }
}

const fixWords = ({ note, by }: Fix, state: FixState) =>
  `${stateWords[state]}${note ? `. “${note}”${by ? ` ${by}` : ''}` : ''}`

const surest = { certain: 0, likely: 1, possible: 2 } as const

/** The cause that began in the week, else one that held already. */
const worseCause = (findings: readonly WeekFinding[]) =>
  findings.toSorted(
    (a, b) =>
      Number(b.openedByFact) - Number(a.openedByFact) ||
      Number(b.atEnd) - Number(a.atEnd) ||
      surest[a.certainty] - surest[b.certainty] ||
      a.code.localeCompare(b.code),
  )[0]

function worseWords(cause: WeekFinding | undefined): string {
  if (!cause) return 'No cause was found'
  const standing = cause.atEnd ? 'still open' : 'over'
  const isBack = !cause.atStart && cause.heldBefore && cause.openedByFact
  return `${causeTitle(cause.code)}, ${cause.certainty}. ${isBack ? `Came back, ${standing}` : upper(standing)}`
}

const betterCause = (findings: readonly WeekFinding[]) =>
  findings
    .filter(each => each.closedByFact && !each.atEnd)
    .sort((a, b) => surest[a.certainty] - surest[b.certainty] || a.code.localeCompare(b.code))[0]

const betterWords = (cause: WeekFinding | undefined) =>
  cause ? `No longer: ${causeTitle(cause.code)}` : 'By itself: no cause ceased, no fix was marked'

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
