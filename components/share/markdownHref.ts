import { shareHref } from './shareHref.ts'

/** Where the Markdown of the view at an address is read; null for pages that cannot be frozen. */
export function markdownHref(pathname: string, search: URLSearchParams): string | null {
  const share = shareHref(pathname, search)
  return share?.replace(/^\/freeze\?/, '/api/v1/markdown?') ?? null
}
