import type { Fix, FixState } from '#lib/tailnet/fix.ts'
import type { TrafficKind } from '#lib/tailnet/path.ts'
import type { WeekFinding, WeekMove, WeekTarget } from '#lib/tailnet/week.ts'
import { causeTitle } from './causeTitle.ts'
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
    list.push({ row: moveRow(input, move, target, fix, isWorse), size: move.links })
  }
  for (const { fix, state, name, place } of fixes) {
    if (told.has(fix.id)) continue
    const list = state === 'came_back' ? worse : better
    list.push({ row: fixLine(input, fix, state, name, place), size: 0 })
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

interface Sized {
  row: ReviewMoveRow
  size: number
}

/** The largest of them, in the order of time. */
const shown = (list: Sized[]) =>
  list
    .toSorted((a, b) => b.size - a.size || a.row.at - b.row.at)
    .slice(0, mostRows)
    .map(({ row }) => row)
    .sort((a, b) => a.at - b.at || a.key.localeCompare(b.key))

interface WeekFix {
  fix: Fix
  /** As the week ended. */
  state: FixState
  name: string
  place: string
}

/** Fixes in scope that were applied, or whose state changed, in the week. */
function fixesOf({ fixes, targets, window, choice }: ReviewInput): WeekFix[] {
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
    return [{ fix, state, name, place: clusterName }]
  })
}

function moveRow(
  input: ReviewInput,
  move: WeekMove,
  { place }: WeekTarget,
  fixed: WeekFix | undefined,
  isWorse: boolean,
): ReviewMoveRow {
  const at = move.since.getTime()
  const own = input.findings.filter(finding => finding.target === move.target)
  return {
    key: `${move.target} ${move.from} ${move.to}`,
    at,
    since: weekdayClock(at, input.zone),
    kind: move.to,
    name: place.parent?.name ?? place.name,
    place: place.cluster.name,
    what: fixed?.fix.what ?? move.trigger ?? 'no change was seen just before',
    sub: fixed ? fixWords(fixed.fix, fixed.state) : isWorse ? worseWords(own) : betterWords(own),
    links: `${move.links} ${toWords[move.to]}`,
  }
}

function fixLine(input: ReviewInput, fix: Fix, state: FixState, name: string, place: string): ReviewMoveRow {
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
  }
}

const fixWords = ({ note, by }: Fix, state: FixState) =>
  `${stateWords[state]}${note ? `. “${note}”${by ? ` ${by}` : ''}` : ''}`

const surest = { certain: 0, likely: 1, possible: 2 } as const

/** The cause that began in the week, else one that held already. */
function worseWords(findings: readonly WeekFinding[]): string {
  const [cause] = findings.toSorted(
    (a, b) =>
      Number(b.openedByFact) - Number(a.openedByFact) ||
      Number(b.atEnd) - Number(a.atEnd) ||
      surest[a.certainty] - surest[b.certainty] ||
      a.code.localeCompare(b.code),
  )
  if (!cause) return 'No cause was found'
  const standing = cause.atEnd ? 'still open' : 'over'
  const isBack = !cause.atStart && cause.heldBefore && cause.openedByFact
  return `${causeTitle(cause.code)}, ${cause.certainty}. ${isBack ? `Came back, ${standing}` : upper(standing)}`
}

function betterWords(findings: readonly WeekFinding[]): string {
  const [cause] = findings
    .filter(each => each.closedByFact && !each.atEnd)
    .sort((a, b) => surest[a.certainty] - surest[b.certainty] || a.code.localeCompare(b.code))
  return cause ? `No longer: ${causeTitle(cause.code)}` : 'By itself: no cause ceased, no fix was marked'
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
