import type { Certainty } from '#lib/tailnet/finding.ts'
import { causeTitle } from './causeTitle.ts'
import { type KnownLink, linksIn } from './matrixCell.ts'

/** Links on DERP that share their first cause. */
export interface CauseBlock {
  /** Null for those without a cause. */
  code: string | null
  title: string
  links: number
  /** The lines they lie in, those with most first. */
  rows: string[]
  columns: string[]
  certainty: Certainty | null
  /** Links of these that a remedy of ours takes off DERP. */
  fixable: number
}

interface Input<L extends KnownLink> {
  links: L[]
  rowName: (link: L) => string
  columnName: (link: L) => string
}

const degrees: readonly Certainty[] = ['certain', 'likely', 'possible']

function byFrequency<L extends KnownLink>(links: L[], nameOf: (link: L) => string): string[] {
  return [...Map.groupBy(links, nameOf)]
    .map(([name, own]) => ({ name, links: linksIn(own) }))
    .toSorted((a, b) => b.links - a.links || a.name.localeCompare(b.name))
    .map(({ name }) => name)
}

/** What the DERP links of the picture share, by how many there are. */
export function causeBlocks<L extends KnownLink>({ links, rowName, columnName }: Input<L>): CauseBlock[] {
  const onDerp = links.filter(({ link }) => link.path.kind === 'derp')
  return [...Map.groupBy(onDerp, ({ reason }) => reason?.causes[0] ?? null)]
    .map(([code, own]) => {
      const certainties = new Set(own.map(({ certainty }) => certainty))
      return {
        code,
        title: code === null ? 'No cause told' : causeTitle(code),
        links: linksIn(own),
        rows: byFrequency(own, rowName),
        columns: byFrequency(own, columnName),
        certainty: degrees.find(degree => certainties.has(degree)) ?? null,
        fixable: own.reduce((sum, { fixable }) => sum + fixable, 0),
      }
    })
    .toSorted(
      (a, b) =>
        b.links - a.links || a.title.localeCompare(b.title) || (a.code ?? '').localeCompare(b.code ?? ''),
    )
}
