import { createLoader, parseAsString } from 'nuqs/server'

/**
 * What every page keeps of time in its address. `to` absent means now; `zone` absent means the reader's choice; `at` is the
 * moment that is replayed, and takes the end of the range with it.
 */
export const timeParams = { from: parseAsString, to: parseAsString, zone: parseAsString, at: parseAsString }

export const loadTimeParams = createLoader(timeParams)

export interface TimeWords {
  from: string | null
  to: string | null
  zone: string | null
}

/** The part of an address that links carry on, so that a reader stays in the same hours and zone. */
export function timeSearch(words: TimeWords): Record<string, string> {
  const entries = Object.entries(words).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return Object.fromEntries(entries)
}
