import type { Certainty } from '#lib/tailnet/finding.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import type { CauseMark } from '#lib/tailnet/standing.ts'
import { causeTitle } from './causeTitle.ts'
import type { KnownLink } from './matrixCell.ts'

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
  remedies: RemedyOption[]
  marks: ReadonlyMap<string, CauseMark[]>
}

const degrees: readonly Certainty[] = ['certain', 'likely', 'possible']

function byFrequency(names: string[]): string[] {
  return [...Map.groupBy(names, name => name)]
    .toSorted((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]))
    .map(([name]) => name)
}

/** What the DERP links of the picture share, by how many there are. */
export function causeBlocks<L extends KnownLink>(input: Input<L>): CauseBlock[] {
  const turned = new Set(
    input.remedies
      .filter(({ applies }) => applies === 'yes')
      .flatMap(({ place, turns }) =>
        turns.filter(turn => turn.to !== null).map(turn => `${place.id}\n${turn.peer}`),
      ),
  )
  const onDerp = input.links.filter(({ link }) => link.path.kind === 'derp')
  return [...Map.groupBy(onDerp, ({ reason }) => reason?.causes[0] ?? null)]
    .map(([code, own]) => {
      const certainties = new Set(
        own.flatMap(({ link }) =>
          (input.marks.get(link.target) ?? []).filter(mark => mark.code === code).map(mark => mark.certainty),
        ),
      )
      return {
        code,
        title: code === null ? 'No cause told' : causeTitle(code),
        links: own.length,
        rows: byFrequency(own.map(input.rowName)),
        columns: byFrequency(own.map(input.columnName)),
        certainty: degrees.find(degree => certainties.has(degree)) ?? null,
        fixable: own.filter(({ link }) => turned.has(`${link.target}\n${link.peer}`)).length,
      }
    })
    .toSorted((a, b) => b.links - a.links || a.title.localeCompare(b.title))
}
