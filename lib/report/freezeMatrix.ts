import type { Frozen, FrozenLine } from './frozen.ts'
import { type FreezeInput, frozenHead, told } from './frozenHead.ts'
import type { MatrixCell } from './matrixCell.ts'
import { matrixVerdict, rowNoun } from './matrixVerdict.ts'
import type { MatrixRow, MatrixView } from './matrixView.ts'

/** Of the matrix: the picture with its blocks, and what its DERP links share. */
export function freezeMatrix(view: MatrixView, input: FreezeInput): Frozen {
  const { headline, reasons } = matrixVerdict(view)
  const noun = rowNoun(view.by)
  const blocks = new Map(view.blocks.map(block => [block.key, block]))
  const lineOf = (row: MatrixRow): FrozenLine => ({
    name: row.name,
    note: row.note,
    group: { title: blocks.get(row.block)?.title ?? '', note: blocks.get(row.block)?.note ?? '' },
    parts: partsOf(row),
    cells: row.cells.map(cell => ({
      peer: cell.column,
      kind: cell.kind,
      links: cell.links,
      parts: partsOf(cell),
      says: cellWords(cell),
    })),
  })
  const isNarrow = view.within.rows !== null || view.within.peers !== null
  return {
    ...frozenHead(input),
    page: 'matrix',
    subject: isNarrow ? `part of the matrix, by ${noun}` : `all links, by ${noun}`,
    headline,
    reasons: [...reasons, `As it stood at ${told(view.at, input)} ${input.zone}.`],
    counts: [
      { kind: 'direct', count: view.parts.direct },
      { kind: 'peer_relay', count: view.parts.peer_relay },
      { kind: 'derp', count: view.parts.derp },
    ],
    blocks: [
      {
        block: 'matrix',
        title: 'Who reaches whom',
        meta: metaOf(view, noun),
        peers: view.columns.map(({ name, note, isQuiet }) => ({ name, note, isQuiet })),
        lines: view.rows.map(lineOf),
      },
      {
        block: 'table',
        title: 'What the DERP links share',
        meta: 'by first cause',
        columns: ['Cause', 'How sure', 'Links', 'Rows', 'Peers', 'A remedy takes off'],
        rows: view.causes.map(({ title, certainty, links, rows, columns, fixable }) => ({
          cells: [title, certainty ?? '–', String(links), few(rows), few(columns), String(fixable)],
          mix: null,
        })),
        more: 0,
      },
    ],
  }
}

const mostNames = 4

const few = (names: string[]) =>
  [
    ...names.slice(0, mostNames),
    ...(names.length > mostNames ? [`${names.length - mostNames} more`] : []),
  ].join(', ')

const partsOf = ({ parts }: Pick<MatrixCell, 'parts'>) => ({
  direct: parts.direct,
  peer_relay: parts.peer_relay,
  derp: parts.derp,
})

function metaOf({ cut, without }: MatrixView, noun: string): string {
  const left = [
    ...(cut.rows > 0 ? [`${cut.rows} more rows and`] : []),
    ...(cut.rows > 0 || cut.columns > 0 ? [`${cut.columns} more peers do not fit`] : []),
    ...(without > 0 ? [`${without} without a link`] : []),
  ]
  return [`a row a ${noun}, a column a peer`, left.join(' ')].filter(Boolean).join('; ')
}

const cellWords = ({ path, expected, ms, otherSays, causes }: MatrixCell): string =>
  [
    path,
    expected,
    ms !== null && `${Math.round(ms)} ms probed`,
    otherSays.length > 0 && `the other end says ${otherSays.join(', ')}`,
    ...causes.slice(0, 2),
  ]
    .filter(Boolean)
    .join(', ')
