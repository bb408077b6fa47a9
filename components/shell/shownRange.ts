import { parseRange, type Range, type RangeWords } from '#lib/report/range.ts'

/** The range that an address asks for as of a moment; the default one where it cannot be read (the page says so). */
export function shownRange(words: RangeWords, asOf: number): Range {
  const now = new Date(asOf)
  const read = parseRange(words, now)
  if (read.ok) return read.range
  const fallback = parseRange({ from: null, to: null }, now)
  if (fallback.ok) return fallback.range
  throw new Error('the default range cannot be read')
}
