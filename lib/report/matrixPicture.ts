import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import type { LinkReason, MatrixTarget } from '#lib/tailnet/matrix.ts'
import { targetHref } from './eventsView.ts'
import { blockRank, blockWords, type MatrixBlock, standingOf } from './matrixBlocks.ts'
import { causeBlocks } from './matrixCauses.ts'
import { cellOf, isOneWay, linksIn, type MatrixCell, partsOf, unseenCell } from './matrixCell.ts'
import { columnsOf } from './matrixColumns.ts'
import type { MatrixEnd } from './matrixEnds.ts'
import { finer, type Line, lineOfPeer, lineOfPlace, type MatrixGrouping } from './matrixGroups.ts'
import { matrixHref } from './matrixHref.ts'
import type { PlacedLink } from './matrixLinks.ts'
import { nodeOf } from './matrixScope.ts'
import type { MatrixRow, MatrixView } from './matrixView.ts'
import { endNatWords } from './openness.ts'
import { sumOf } from './shareOf.ts'

export interface PictureInput {
  at: Date
  now: Date
  by: MatrixGrouping
  asked: MatrixGrouping | null
  rows: string | null
  peers: string | null
  /** Targets, their links and the peers of these, as far as they are looked at. */
  targets: MatrixTarget[]
  linked: ReadonlySet<TargetId>
  ends: ReadonlyMap<DeviceId, MatrixEnd>
  links: PlacedLink[]
  /** At least of targets that are not seen. */
  reasons: LinkReason[]
  regionCode: (id: number) => string | null
}

/** So many lines are ever drawn. */
const most = { rows: 150, columns: 80 }

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

/** The picture, sorted so that what shares a cause stands together. */
export function matrixPicture(input: PictureInput): MatrixView {
  const { by, links, linked, targets } = input
  const columnLine = columnLines(by)
  const columns = columnsOf(links, columnLine, { by, rows: input.rows })
  const shown = columns.slice(0, most.columns)
  const placeOf = new Map(shown.map((column, index) => [column.key, index]))

  const lineOf = rowLines(by)
  const byRow = Map.groupBy(links, ({ target }) => lineOf(target).key)
  const members = Map.groupBy(
    targets.filter(target => linked.has(target.place.id) || target.unjudged !== null),
    target => lineOf(target).key,
  )
  const reasonsOf = Map.groupBy(input.reasons, reason => reason.target)
  const columnOfDevice = (device: DeviceId) => {
    const end = input.ends.get(device)
    return end && placeOf.get(lineOfPeer(end, device, by).key)
  }

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
          columnOfDevice,
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
    asked: input.asked,
    within: { rows: input.rows, peers: input.peers },
    rows: drawn,
    columns: shown,
    blocks: blocksOf(drawn),
    cut: { rows: sorted.length - drawn.length, columns: columns.length - shown.length },
    without: targets.filter(target => target.unjudged === null && !linked.has(target.place.id)).length,
    parts: partsOf(links),
    oneWay: linksIn(links.filter(isOneWay)),
    causes: causeBlocks({
      links,
      rowName: placed => names.get(lineOf(placed.target).key) ?? '',
      columnName: placed => columnLine(placed).name,
    }),
  }
}

function seenCells(
  links: PlacedLink[],
  columnOf: (placed: PlacedLink) => number | undefined,
  regionCode: PictureInput['regionCode'],
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
