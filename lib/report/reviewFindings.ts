import type { WeekFinding } from '#lib/tailnet/week.ts'
import { causeShort } from './causeShort.ts'
import { counted, listed } from './counted.ts'
import type { ReviewInput } from './reviewInput.ts'

export interface ReviewFindingRow {
  state: string
  count: number
  which: string
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
export function reviewFindings(
  { findings, targets, week }: ReviewInput,
  lastWeekWords: string,
): ReviewFindingRow[] {
  const names = new Map(targets.map(({ place }) => [place.id, place.parent?.name ?? place.name]))
  const mine = findings.filter(({ target }) => names.has(target))
  const byTurn = Map.groupBy(mine, turnOf)
  const which = (list: readonly WeekFinding[]) => {
    const codes = [...Map.groupBy(list, ({ code }) => code)].sort(
      (a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]),
    )
    const texts = codes
      .slice(0, mostCodes)
      .map(([code, of]) => `${causeShort(code)}: ${listed(of.map(({ target }) => names.get(target) ?? ''))}`)
    const rest = codes.length - texts.length
    return [...texts, ...(rest > 0 ? [counted(rest, 'more cause')] : [])].join('; ') || '–'
  }
  const rows = (Object.keys(words) as (keyof typeof words)[]).map(turn => {
    const list = byTurn.get(turn) ?? []
    return { state: words[turn], count: list.length, which: which(list) }
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
