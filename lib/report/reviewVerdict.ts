import { bytes } from './bytes.ts'
import { counted } from './counted.ts'
import type { NextFixRow } from './fixesView.ts'
import { weekNumber, weekShifted } from './isoWeek.ts'
import type { Figures, ReviewInput } from './reviewInput.ts'
import type { ReviewMoves } from './reviewMoves.ts'
import { sumOf, wholePercents } from './shareOf.ts'

/** A piece of a sentence, in bold where it is the number that counts. */
export interface Piece {
  text: string
  strong: boolean
}

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const inWords = (count: number) => small[count] ?? String(count)

/** The sentence that answers how the week went, and what stands behind it. */
export function reviewVerdict(
  input: ReviewInput,
  figures: Figures,
  { moves, next }: { moves: ReviewMoves; next: readonly NextFixRow[] },
): { headline: string; lead: Piece[] } {
  const past = input.before.find(({ week }) => week === weekShifted(input.week, -1))?.figures
  const fixes = [
    ...(moves.holds > 0 ? [`${inWords(moves.holds)} ${moves.holds === 1 ? 'fix holds' : 'fixes hold'}`] : []),
    ...(moves.cameBack > 0 ? [`${inWords(moves.cameBack)} came back`] : []),
  ]
  const share = shareWords(input, figures, past)
  return {
    headline: `${[share, fixes.join(', ')].filter(Boolean).join('; ')}.`,
    lead: [...derpWords(input, figures, past), ...nextWords(next)],
  }
}

function shareWords(input: ReviewInput, { time }: Figures, past: Figures | undefined): string {
  const now = time && wholePercents(time)?.direct
  if (now === null || now === undefined)
    return `No link with traffic was seen in week ${weekNumber(input.week)}`
  const before = past?.time && wholePercents(past.time)?.direct
  if (before === null || before === undefined) return `Direct carried ${now} % of link time`
  if (before === now) return `Direct held at ${now} % of link time`
  return `Direct ${now > before ? 'rose' : 'fell'} from ${before} to ${now} % of link time`
}

function derpWords(input: ReviewInput, { bytes: own }: Figures, past: Figures | undefined): Piece[] {
  const plain = (text: string): Piece => ({ text, strong: false })
  if (!own || !(sumOf(own) > 0)) return [plain('What went through DERP was not counted. ')]
  const week = `week ${weekNumber(weekShifted(input.week, -1))}`
  const change = past?.bytes ? own.derp - past.bytes.derp : null
  const against =
    change === null || input.now < input.window.to
      ? ''
      : Math.abs(change) < 1
        ? `, as much as in ${week}`
        : `, ${bytes(Math.abs(change))} ${change < 0 ? 'less' : 'more'} than in ${week}`
  return [plain(`${bytes(own.derp)} went through DERP${against}. `)]
}

function nextWords(next: readonly NextFixRow[]): Piece[] {
  const [first] = next
  if (!first) return [{ text: 'No fix is known that would turn a link direct.', strong: false }]
  const direct = next.reduce((sum, each) => sum + each.direct, 0)
  const relay = next.reduce((sum, each) => sum + each.peerRelay, 0)
  const off = next.reduce((sum, each) => sum + each.bytesWeek, 0)
  const name = next.length === 1 ? 'The next fix' : `The next ${inWords(next.length)} fixes`
  const plain = (text: string): Piece => ({ text, strong: false })
  const turns = [
    ...(direct > 0 ? [{ text: counted(direct, 'link'), strong: true }, plain(' direct')] : []),
    ...(direct > 0 && relay > 0 ? [plain(', ')] : []),
    ...(relay > 0 ? [{ text: counted(relay, 'link'), strong: true }, plain(' to a peer relay')] : []),
  ]
  return [
    plain(`${name} would turn `),
    ...turns,
    ...(off > 0
      ? [plain(' and take '), { text: `${bytes(off)} a week`, strong: true }, plain(' off DERP.')]
      : [plain('.')]),
  ]
}
