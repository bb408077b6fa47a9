import type { WeekFinding } from '#lib/tailnet/week.ts'
import { causeShort } from './causeShort.ts'
import { counted } from './counted.ts'
import { type LinkedPiece, listedPieces, reviewHrefs, wordsOf } from './reviewHref.ts'
import type { ReviewInput } from './reviewInput.ts'

export interface ReviewFindingRow {
  state: string
  count: number
  which: string
  /** The same words, with the pages of causes and pods. */
  pieces?: LinkedPiece[]
}

export type FindingTurn = 'new' | 'fixed' | 'returned' | 'reclassified' | 'passed' | 'open'

/** What a cause of a target did in the week. What only a new rule says is neither new nor fixed. */
export function turnOf(finding: WeekFinding): FindingTurn {
  const { atStart, atEnd, heldBefore, openedByFact, closedByFact } = finding
  if (atStart && atEnd) return finding.byRule && !openedByFact ? 'reclassified' : 'open'
  if (atEnd) return openedByFact ? (heldBefore ? 'returned' : 'new') : 'reclassified'
  if (atStart) return closedByFact ? 'fixed' : 'reclassified'
  return openedByFact ? 'passed' : 'reclassified'
}

const words: Record<Exclude<FindingTurn, 'open'>, string> = {
  new: 'New',
  fixed: 'Fixed',
  returned: 'Came back',
  reclassified: 'Reclassified',
  passed: 'Came and went',
}
const mostCodes = 3

/** Findings of the week by what they did; a finding is a cause of a target. */
export function reviewFindings(input: ReviewInput, lastWeekWords: string): ReviewFindingRow[] {
  const { findings, targets, week } = input
  const places = new Map(targets.map(({ place }) => [place.id, place]))
  const mine = findings.filter(({ target }) => places.has(target))
  const byTurn = Map.groupBy(mine, turnOf)
  const href = reviewHrefs(input)
  const nameOf = ({ target }: WeekFinding): LinkedPiece => {
    const place = places.get(target)
    return place ? { text: place.parent?.name ?? place.name, href: href.target(place) } : { text: '' }
  }
  const which = (list: readonly WeekFinding[]): LinkedPiece[] => {
    const codes = [...Map.groupBy(list, ({ code }) => code)].sort(
      (a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]),
    )
    const told = codes
      .slice(0, mostCodes)
      .map(([code, of]): LinkedPiece[] => [
        { text: causeShort(code), href: href.cause(code) },
        { text: ': ' },
        ...listedPieces(of.map(nameOf)),
      ])
    const rest = codes.length - told.length
    const parts = [...told, ...(rest > 0 ? [[{ text: counted(rest, 'more cause') }]] : [])]
    return parts.flatMap((part, index) => (index === 0 ? part : [{ text: '; ' }, ...part]))
  }
  const rows = (Object.keys(words) as (keyof typeof words)[]).map(turn => {
    const list = byTurn.get(turn) ?? []
    const pieces = which(list)
    return { state: words[turn], count: list.length, which: wordsOf(pieces) || '–', pieces }
  })
  const open = mine.filter(({ atEnd }) => atEnd).length
  const openBefore = mine.filter(({ atStart }) => atStart).length
  // What never occurs in a calm week needs no line; what people ask for always has one.
  const asked = new Set(['New', 'Fixed', 'Came back', 'Reclassified'])
  return [
    ...rows.filter(({ state, count }) => count > 0 || asked.has(state)),
    { state: lastWeekWords, count: open, which: `${openBefore} when week ${Number(week.slice(-2))} began` },
  ]
}
