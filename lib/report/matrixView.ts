import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { LinkAt, LinkProbe, LinkReason, MatrixTarget, PeerEnd } from '#lib/tailnet/matrix.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import type { CauseMark } from '#lib/tailnet/standing.ts'
import { targetHref } from './eventsView.ts'
import { blockRank, blockWords, type MatrixBlock, standingOf } from './matrixBlocks.ts'
import { type CauseBlock, causeBlocks } from './matrixCauses.ts'
import { cellOf, isOneWay, type MatrixCell, partsOf, unseenCell } from './matrixCell.ts'
import { columnsOf, type MatrixColumn } from './matrixColumns.ts'
import {
  finer,
  keysOfPlace,
  type Line,
  lineOfPeer,
  lineOfPlace,
  type MatrixGrouping,
} from './matrixGroups.ts'
import { matrixHref } from './matrixHref.ts'
import { type PlacedLink, placedLinks } from './matrixLinks.ts'
import { endNatWords } from './openness.ts'
import { sumOf } from './shareOf.ts'

export interface MatrixRow {
  key: string
  name: string
  note: string
  /** Its NAT, for the detail of a cell; null for a group. */
  nat: string | null
  /** A pod's page, or a closer look into a group. */
  href: string
  block: string
  parts: ByTraffic
  /** In the order of the columns; a pair without a link has no cell. */
  cells: MatrixCell[]
}

export interface MatrixView {
  asOf: number
  /** The moment that is shown. Causes and NATs are those known now. */
  at: number
  by: MatrixGrouping
  /** What the address asked for; null where the size decided. */
  asked: MatrixGrouping | null
  within: { rows: string | null; peers: string | null }
  rows: MatrixRow[]
  columns: MatrixColumn[]
  blocks: MatrixBlock[]
  /** Lines that were left out, since no picture holds more. */
  cut: { rows: number; columns: number }
  /** Pods that are seen and have no link at all. */
  without: number
  parts: ByTraffic
  oneWay: number
  causes: CauseBlock[]
}

export interface MatrixInput {
  at: Date
  now: Date
  by: MatrixGrouping | null
  /** Keys of lines: only what is in them is shown. */
  rows: string | null
  peers: string | null
  targets: MatrixTarget[]
  links: LinkAt[]
  reasons: LinkReason[]
  ends: PeerEnd[]
  probes: LinkProbe[]
  remedies: RemedyOption[]
  marks: ReadonlyMap<string, CauseMark[]>
  regionCode: (id: number) => string | null
}

/** So many lines can still be told apart: a finer grouping that has more is not chosen by itself. */
const fits = { rows: 60, columns: 48 }
/** And so many are ever drawn. */
const most = { rows: 150, columns: 80 }
const bySize = ['none', 'workload', 'namespace', 'cluster'] as const satisfies readonly MatrixGrouping[]

const nodeOf = (target: MatrixTarget) => target.nodes[0] ?? null

function isWithin(input: MatrixInput) {
  return {
    row: (target: MatrixTarget) =>
      input.rows === null || keysOfPlace(target.place, nodeOf(target)).includes(input.rows),
    column: ({ link, end }: PlacedLink) =>
      input.peers === null ||
      (['none', 'workload', 'node', 'namespace', 'cluster'] as const).some(
        by => lineOfPeer(end, link.peer, by).key === input.peers,
      ),
  }
}

/** A hundred thousand links have a thousand peers: each line is made once. */
function columnLines(by: MatrixGrouping): (placed: PlacedLink) => Line {
  const held = new Map<string, Line>()
  return ({ end, link }) => {
    const line = held.get(link.peer) ?? lineOfPeer(end, link.peer, by)
    held.set(link.peer, line)
    return line
  }
}

function rowLines(by: MatrixGrouping): (target: MatrixTarget) => Line {
  const held = new Map<string, Line>()
  return target => {
    const line = held.get(target.place.id) ?? lineOfPlace(target.place, nodeOf(target), by)
    held.set(target.place.id, line)
    return line
  }
}

function chosen(asked: MatrixGrouping | null, links: PlacedLink[], targets: MatrixTarget[]): MatrixGrouping {
  if (asked) return asked
  const peers = [...new Map(links.map(placed => [placed.link.peer, placed])).values()]
  const fitting = bySize.find(by => {
    const rows = new Set(targets.map(target => lineOfPlace(target.place, nodeOf(target), by).key))
    const columnLine = columnLines(by)
    const columns = new Set(peers.map(placed => columnLine(placed).key))
    return rows.size <= fits.rows && columns.size <= fits.columns
  })
  return fitting ?? 'cluster'
}

/** All pairs, or groups and groups, as they stood at one moment; sorted so that what shares a cause stands together. */
export function matrixView(input: MatrixInput): MatrixView {
  const within = isWithin(input)
  const links = placedLinks(input).filter(placed => within.row(placed.target) && within.column(placed))
  const linked = new Set(links.map(({ target }) => target.place.id))
  const inScope = input.targets.filter(within.row)
  const unseen = inScope.filter(target => target.unjudged !== null && !linked.has(target.place.id))
  const by = chosen(input.by, links, [...inScope.filter(target => linked.has(target.place.id)), ...unseen])
  const columnLine = columnLines(by)
  const columns = columnsOf(links, columnLine, { by, rows: input.rows })
  const shown = columns.slice(0, most.columns)
  const placeOf = new Map(shown.map((column, index) => [column.key, index]))

  const lineOf = rowLines(by)
  const byRow = Map.groupBy(links, ({ target }) => lineOf(target).key)
  const members = Map.groupBy(
    inScope.filter(target => linked.has(target.place.id) || target.unjudged !== null),
    target => lineOf(target).key,
  )
  const reasonsOf = Map.groupBy(input.reasons, reason => reason.target)
  const columnOfDevice = new Map(links.map(placed => [placed.link.peer, columnLine(placed).key]))

  const rows = [...members].flatMap(([key, targets]) => {
    const own = byRow.get(key) ?? []
    const [first] = targets
    if (!first) return []
    const line = lineOf(first)
    const standing = standingOf(own, first.unjudged ?? null)
    return [
      {
        standing,
        row: {
          ...line,
          nat: by === 'none' ? endNatWords(first.nat) : null,
          href: rowHref(line, first, by, input.peers),
          block: standing.block,
          parts: partsOf(own),
        } satisfies Omit<MatrixRow, 'cells'>,
      },
    ]
  })
  const sorted = sortedRows(rows)
  // Of thousands of rows a few are drawn: only they get cells.
  const cellsOf = (key: string): MatrixCell[] => {
    const own = byRow.get(key) ?? []
    return own.length > 0
      ? seenCells(own, placed => placeOf.get(columnLine(placed).key), input.regionCode)
      : unseenCells(
          (members.get(key) ?? []).flatMap(target => reasonsOf.get(target.place.id) ?? []),
          device => placeOf.get(columnOfDevice.get(device) ?? ''),
        )
  }
  const drawn = sorted
    .slice(0, most.rows)
    .map((row): MatrixRow => ({ ...row, cells: cellsOf(row.key).toSorted((a, b) => a.column - b.column) }))
  const names = new Map(rows.map(({ row }) => [row.key, row.name]))
  return {
    asOf: input.now.getTime(),
    at: input.at.getTime(),
    by,
    asked: input.by,
    within: { rows: input.rows, peers: input.peers },
    rows: drawn,
    columns: shown,
    blocks: blocksOf(drawn),
    cut: { rows: sorted.length - drawn.length, columns: columns.length - shown.length },
    without: inScope.filter(target => target.unjudged === null && !linked.has(target.place.id)).length,
    parts: partsOf(links),
    oneWay: links.filter(isOneWay).length,
    causes: causeBlocks({
      links,
      rowName: placed => names.get(lineOf(placed.target).key) ?? '',
      columnName: placed => columnLine(placed).name,
      remedies: input.remedies,
      marks: input.marks,
    }),
  }
}

function seenCells(
  links: PlacedLink[],
  columnOf: (placed: PlacedLink) => number | undefined,
  regionCode: MatrixInput['regionCode'],
): MatrixCell[] {
  return [...Map.groupBy(links, columnOf)].flatMap(([column, own]) =>
    column === undefined ? [] : [cellOf(column, own, regionCode)],
  )
}

function unseenCells(
  reasons: LinkReason[],
  columnOf: (device: DeviceId) => number | undefined,
): MatrixCell[] {
  return [...Map.groupBy(reasons, reason => columnOf(reason.peer))].flatMap(([column, own]) =>
    column === undefined ? [] : [unseenCell(column, own)],
  )
}

function rowHref(line: Line, target: MatrixTarget, by: MatrixGrouping, peers: string | null): string {
  const { cluster, namespace, name } = target.place
  if (by === 'none') return targetHref(cluster.name, namespace, name)
  return matrixHref({ group: finer(by), rows: line.key, peers })
}

/** Blocks from the most direct to the least; in a block the same, so that the picture falls like a staircase. */
function sortedRows(
  rows: { row: Omit<MatrixRow, 'cells'>; standing: { block: string; direct: number | null } }[],
): Omit<MatrixRow, 'cells'>[] {
  const share = new Map(
    [...Map.groupBy(rows, ({ row }) => row.block)].map(([block, own]) => {
      const direct = own.reduce((sum, { row }) => sum + row.parts.direct, 0)
      const active = own.reduce((sum, { row }) => sum + sumOf(row.parts), 0)
      return [block, active > 0 ? direct / active : 0] as const
    }),
  )
  return rows
    .toSorted(
      (a, b) =>
        blockRank(a.row.block) - blockRank(b.row.block) ||
        (share.get(b.row.block) ?? 0) - (share.get(a.row.block) ?? 0) ||
        a.row.block.localeCompare(b.row.block) ||
        (b.standing.direct ?? 0) - (a.standing.direct ?? 0) ||
        sumOf(b.row.parts) - sumOf(a.row.parts) ||
        a.row.name.localeCompare(b.row.name) ||
        a.row.key.localeCompare(b.row.key),
    )
    .map(({ row }) => row)
}

function blocksOf(rows: MatrixRow[]): MatrixBlock[] {
  return [...Map.groupBy(rows, row => row.block)].map(([key, own]) => ({
    key,
    ...blockWords(key),
    rows: own.length,
  }))
}
