import type { PathKind } from '#lib/tailnet/path.ts'
import { cut, drawable } from './drawable.ts'
import { type BlockOf, blockOf, type Frozen } from './frozen.ts'
import { sumOf } from './shareOf.ts'

export interface CardSegment {
  from: number
  to: number
  kind: PathKind
}

/** A stretch of the chart's width, and in it direct, peer relay and DERP from below, each from 0 to 1. */
export interface CardBucket {
  from: number
  to: number
  direct: number
  peer_relay: number
  derp: number
}

/** The picture in the image of a frozen view, in parts of its width and height. */
export type CardChart =
  | { kind: 'lanes'; lanes: CardSegment[][] }
  | { kind: 'bands'; buckets: CardBucket[] }
  | { kind: 'mix'; rows: { name: string; direct: number; peer_relay: number; derp: number }[] }
  /** What goes over DERP of each, against the most. */
  | { kind: 'amounts'; rows: { name: string; part: number; words: string }[] }
  /** A line a row; a pair without a link has no cell. `direct` is the direct share of a cell that goes two ways. */
  | { kind: 'grid'; columns: number; lines: { column: number; kind: PathKind | 'mixed'; direct: number }[][] }

/** So many fit on 230 pixels. */
const mostRows = 7
/** Lines of a matrix thinner than four pixels show nothing. */
const mostLines = 56

/** The chart of a frozen view, of its first block that has one; null where none has. */
export function cardChart(frozen: Frozen, part: (at: number) => number): CardChart | null {
  const lanes = blockOf(frozen, 'lanes')
  if (lanes && lanes.lanes.length > 0) {
    return {
      kind: 'lanes',
      lanes: lanes.lanes
        .slice(0, mostRows)
        .map(lane => lane.segments.map(({ from, to, kind }) => ({ from: part(from), to: part(to), kind }))),
    }
  }
  const share = blockOf(frozen, 'shares')?.shares[0]
  if (share) return bands(share, part)
  const weeks = blockOf(frozen, 'weeks')
  if (weeks) return weekBands(weeks)
  const matrix = blockOf(frozen, 'matrix')
  if (matrix && matrix.lines.length > 0) return grid(matrix)
  return rowsOf(blockOf(frozen, 'table')?.rows ?? [])
}

const bands = (
  { points, stepMs }: BlockOf<'shares'>['shares'][number],
  part: (at: number) => number,
): CardChart => ({
  kind: 'bands',
  buckets: points.flatMap(({ at, direct, peer_relay, derp }) =>
    direct === null
      ? []
      : [
          {
            from: part(at),
            to: part(at + stepMs),
            direct: direct / 100,
            peer_relay: (peer_relay ?? 0) / 100,
            derp: (derp ?? 0) / 100,
          },
        ],
  ),
})

/** Share of time, as the verdict of a week goes by it. A week without data stays empty. */
function weekBands({ shares }: BlockOf<'weeks'>): CardChart | null {
  const trend = (shares[1] ?? shares[0])?.trend ?? []
  const buckets = trend.flatMap(({ percents }, index) =>
    percents
      ? [
          {
            from: (index + 0.1) / trend.length,
            to: (index + 0.9) / trend.length,
            direct: percents.direct / 100,
            peer_relay: percents.peer_relay / 100,
            derp: percents.derp / 100,
          },
        ]
      : [],
  )
  return buckets.length > 0 ? { kind: 'bands', buckets } : null
}

const grid = ({ peers, lines }: BlockOf<'matrix'>): CardChart => ({
  kind: 'grid',
  columns: peers.length,
  lines: lines.slice(0, mostLines).map(({ cells }) =>
    cells.map(({ peer, kind, parts }) => {
      const active = sumOf(parts)
      return { column: peer, kind, direct: active > 0 ? parts.direct / active : 0 }
    }),
  ),
})

function rowsOf(rows: BlockOf<'table'>['rows']): CardChart | null {
  const mixed = rows.flatMap(({ cells: [name = ''], mix }) =>
    mix && sumOf(mix) > 0 ? [{ name: cut(drawable(name), 22), ...mix }] : [],
  )
  if (mixed.length > 0) return { kind: 'mix', rows: mixed.slice(0, mostRows) }
  const heavy = rows
    .flatMap(({ cells: [name = ''], weight }) => (weight && weight.value > 0 ? [{ name, ...weight }] : []))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, mostRows)
  const most = heavy[0]?.value
  if (most === undefined) return null
  return {
    kind: 'amounts',
    rows: heavy.map(({ name, value, words }) => ({
      name: cut(drawable(name), 40),
      part: value / most,
      words: drawable(words),
    })),
  }
}
