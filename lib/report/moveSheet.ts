import type { ReviewMoveRow, ReviewMoves } from './reviewMoves.ts'
import { isoTime, type Sheet, sheetOf } from './sheet.ts'

interface MovesInput {
  week: string
  asOf: number
  moves: ReviewMoves
}

const turned = (rows: readonly ReviewMoveRow[], turn: 'worse' | 'better') =>
  rows.map(row => ({ ...row, turn }))

/** What got worse and what got better in a week, as its review lists it; `leftOut` counts what the review only counts. */
export const moveSheet = ({ week, asOf, moves }: MovesInput): Sheet =>
  sheetOf({
    name: `moves of ${week}`,
    asOf,
    leftOut: moves.moreWorse + moves.moreBetter,
    rows: [...turned(moves.worse, 'worse'), ...turned(moves.better, 'better')],
    columns: [
      { key: 'week', of: () => week },
      { key: 'turn', of: row => row.turn },
      { key: 'at', of: row => isoTime(row.at) },
      { key: 'path', of: row => row.kind },
      { key: 'name', of: row => row.name },
      { key: 'place', of: row => row.place },
      { key: 'what', of: row => row.what },
      { key: 'detail', of: row => row.sub },
      { key: 'links', of: row => row.links },
    ],
  })
