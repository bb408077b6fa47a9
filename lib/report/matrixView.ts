import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { LinkAt, LinkProbe, LinkReason, MatrixTarget, PeerEnd } from '#lib/tailnet/matrix.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import type { CauseMark } from '#lib/tailnet/standing.ts'
import type { MatrixBlock } from './matrixBlocks.ts'
import type { CauseBlock } from './matrixCauses.ts'
import type { MatrixCell } from './matrixCell.ts'
import type { MatrixColumn } from './matrixColumns.ts'
import { matrixEnds } from './matrixEnds.ts'
import type { MatrixGrouping } from './matrixGroups.ts'
import { placedLinks } from './matrixLinks.ts'
import { matrixPicture } from './matrixPicture.ts'
import { chosenGrouping, matrixScope } from './matrixScope.ts'

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

/** All pairs, or groups and groups, out of each link as it stood at one moment. */
export function matrixView(input: MatrixInput): MatrixView {
  const scope = matrixScope(input)
  const known = matrixEnds({
    peers: input.links.map(({ peer, peerName }) => ({ device: peer, name: peerName })),
    ends: input.ends,
    nats: input.reasons,
  })
  const links = placedLinks({ ...input, ends: known }).filter(
    ({ target, end, link }) => scope.row(target) && scope.column(end, link.peer),
  )
  const linked = new Set(links.map(({ target }) => target.place.id))
  const targets = input.targets.filter(scope.row)
  const ends = new Map(links.map(({ link, end }) => [link.peer, end]))
  const standing = targets.filter(({ place, unjudged }) => linked.has(place.id) || unjudged !== null)
  return matrixPicture({
    ...input,
    asked: input.by,
    by: chosenGrouping(input.by, standing, ends),
    targets,
    linked,
    ends,
    links,
  })
}
