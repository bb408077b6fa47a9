import { type TimeWords, timeSearch } from './timeParams.ts'

/** The address of a page of ours with the reader's hours and zone; what the address says itself stays. */
export function keptHref(href: string, words: TimeWords): string {
  const [before = '', hash] = href.split('#')
  const [path = '', search] = before.split('?')
  const params = new URLSearchParams(search)
  for (const [name, value] of Object.entries(timeSearch(words)))
    if (!params.has(name)) params.set(name, value)
  const query = params.toString()
  return `${path}${query ? `?${query}` : ''}${hash ? `#${hash}` : ''}`
}
