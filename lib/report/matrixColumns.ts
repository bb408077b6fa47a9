import type { EndNat } from '#lib/tailnet/matrix.ts'
import { deviceHref } from './deviceHref.ts'
import { isTraffic, type KnownLink, linksIn } from './matrixCell.ts'
import { finer, type Line, type MatrixGrouping } from './matrixGroups.ts'
import { matrixHref } from './matrixHref.ts'
import { endNatWords, opennesses, opennessOf } from './openness.ts'

export interface MatrixColumn {
  key: string
  name: string
  note: string
  /** Its NAT, for the detail of a cell; null for a group. */
  nat: string | null
  /** A device's page, or a closer look into a group. */
  href: string
  /** No link to it carries traffic: it stands apart. */
  isQuiet: boolean
  direct: number
  active: number
}

interface Ended extends KnownLink {
  end: { nat: EndNat | null }
}

/** From peers that are reached directly by most to those by none; what carries no traffic stands last. */
export function columnsOf<L extends Ended>(
  links: L[],
  lineOf: (link: L) => Line,
  { by, rows }: { by: MatrixGrouping; rows: string | null },
): MatrixColumn[] {
  const found = [...Map.groupBy(links, link => lineOf(link).key)].flatMap(([, own]) => {
    const [any] = own
    if (!any) return []
    // The peers of one line may differ in their NAT: one stands for all, whichever link comes first.
    const first = own.reduce((least, each) => (each.link.peer < least.link.peer ? each : least), any)
    const line = lineOf(first)
    const active = linksIn(own.filter(({ link }) => isTraffic(link.path.kind)))
    const openness = opennesses.indexOf(opennessOf(first.end.nat))
    const column: MatrixColumn = {
      ...line,
      nat: by === 'none' ? endNatWords(first.end.nat) : null,
      href:
        by === 'none' ? deviceHref(first.link.peer) : matrixHref({ group: finer(by), rows, peers: line.key }),
      isQuiet: active === 0 && !own.some(({ link }) => link.path.kind === 'no_answer'),
      direct: linksIn(own.filter(({ link }) => link.path.kind === 'direct')),
      active,
    }
    return [{ column, openness }]
  })
  const share = ({ direct, active }: MatrixColumn) => (active > 0 ? direct / active : 0)
  return found
    .toSorted(
      (a, b) =>
        Number(a.column.isQuiet) - Number(b.column.isQuiet) ||
        share(b.column) - share(a.column) ||
        a.openness - b.openness ||
        b.column.active - a.column.active ||
        a.column.name.localeCompare(b.column.name) ||
        a.column.key.localeCompare(b.column.key),
    )
    .map(({ column }) => column)
}
