import { causeShort } from './causeShort.ts'
import type { KnownLink } from './matrixCell.ts'
import { partsOf } from './matrixCell.ts'
import { sumOf } from './shareOf.ts'

/** Rows that stand together, since most of what keeps them off a direct path is one cause. */
export interface MatrixBlock {
  key: string
  title: string
  note: string
  rows: number
}

/** What a row is sorted by. */
export interface RowStanding {
  block: string
  /** Of active links; null where none carries traffic. */
  direct: number | null
}

/** The cause that explains the most of the links that are not direct; null where none is told. */
export function leadingCause(links: KnownLink[]): string | null {
  const counts = new Map<string, number>()
  for (const { link, reason, count } of links) {
    const code = reason?.causes[0]
    if (code && (link.path.kind === 'derp' || link.path.kind === 'peer_relay'))
      counts.set(code, (counts.get(code) ?? 0) + count)
  }
  return [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? null
}

/** The block of a row by its links; `why` is set for a pod that is not seen. */
export function standingOf(links: KnownLink[], why: string | null): RowStanding {
  if (links.length === 0) return { block: `unseen:${why ?? ''}`, direct: null }
  const parts = partsOf(links)
  const active = sumOf(parts)
  if (active === 0) {
    const isUnanswered = links.some(({ link }) => link.path.kind === 'no_answer')
    return { block: isUnanswered ? 'unanswered' : 'quiet', direct: null }
  }
  if (parts.direct === active) return { block: 'direct', direct: 1 }
  const cause = leadingCause(links)
  return { block: cause ? `cause:${cause}` : 'unexplained', direct: parts.direct / active }
}

const fixed: Record<string, { title: string; note: string }> = {
  direct: { title: 'All direct', note: 'every active link' },
  unexplained: { title: 'No cause told', note: 'not direct, and not explained' },
  unanswered: { title: 'No answer', note: 'sends, and nothing comes back' },
  quiet: { title: 'No traffic', note: 'links are idle or offline' },
}

export function blockWords(key: string): { title: string; note: string } {
  const [kind, rest = ''] = [key.split(':')[0] ?? '', key.slice(key.indexOf(':') + 1)]
  if (kind === 'cause') return { title: causeShort(rest), note: '' }
  if (kind === 'unseen') return { title: 'Not seen', note: rest }
  return fixed[key] ?? { title: key, note: '' }
}

/** From the rows that are direct to those that are not, and what carries no traffic or is not seen last. */
export function blockRank(key: string): number {
  if (key === 'direct') return 0
  if (key.startsWith('cause:')) return 1
  if (key === 'unexplained') return 2
  if (key === 'unanswered') return 3
  return key === 'quiet' ? 4 : 5
}
