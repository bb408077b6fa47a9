import { targetHref } from './eventsView.ts'
import { linkHref } from './linkHref.ts'
import type { ReviewInput } from './reviewInput.ts'

/** A piece of a line that may lead to a page. Together the pieces of a line are its words: paper and Markdown need no more. */
export interface LinkedPiece {
  text: string
  /** A page of ours, in the hours of the week; reviews kept before there were any have none. */
  href?: string
}

interface Place {
  cluster: { name: string }
  namespace: string
  name: string
}

/** Addresses of pages in the hours of a week. Of the week that runs in those that the reader looks at: they move with the clock. */
export function reviewHrefs({ window, now }: Pick<ReviewInput, 'window' | 'now'>) {
  const moment = (at: Date) => `${at.toISOString().slice(0, 16)}Z`
  const hours = now < window.to ? '' : `?from=${moment(window.from)}&to=${moment(window.to)}`
  return {
    target: ({ cluster, namespace, name }: Place) => `${targetHref(cluster.name, namespace, name)}${hours}`,
    link: (observer: string, peer: string) => `${linkHref(observer, peer)}${hours}`,
    cause: (code: string) => `/causes/${encodeURIComponent(code)}${hours}`,
    /** What is told of fixes is told as of now, whatever the hours. */
    fixes: '/fixes',
  }
}

/** "a", "a and b", "a, b and 3 more" (counted.ts), each name with its page. */
export function listedPieces(names: readonly LinkedPiece[], most = 2): LinkedPiece[] {
  const shown = names.length > most ? names.slice(0, most) : names
  const rest = names.length - shown.length
  return [
    ...shown.flatMap((name, index) => {
      const isLast = index === shown.length - 1 && rest === 0
      return index === 0 ? [name] : [{ text: isLast ? ' and ' : ', ' }, name]
    }),
    ...(rest > 0 ? [{ text: ` and ${rest} more` }] : []),
  ]
}

export const wordsOf = (pieces: readonly LinkedPiece[]): string => pieces.map(({ text }) => text).join('')
