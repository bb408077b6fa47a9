/** Parameters of a page that its frozen copy keeps; `keep` is the freeze page's own. */
const dropped = new Set(['keep', 'page'])

/** Where the view at an address is frozen; null for pages that cannot be. */
export function shareHref(pathname: string, search: URLSearchParams): string | null {
  const place = placeOf(pathname)
  if (!place) return null
  const params = new URLSearchParams(place)
  for (const [name, value] of search) if (!dropped.has(name) && !(name in place)) params.append(name, value)
  return `/freeze?${params}`
}

const pages = ['pods', 'causes', 'matrix', 'regions']

function placeOf(pathname: string): Record<string, string> | null {
  try {
    const [first, one, two, three, ...rest] = pathname.split('/').filter(Boolean).map(decodeURIComponent)
    if (first === undefined) return { page: 'overview' }
    if (rest.length > 0) return null
    if (one === undefined) return pages.includes(first) ? { page: first } : null
    if (two === undefined) {
      if (first === 'causes') return { page: 'cause', code: one }
      if (first === 'devices') return { page: 'device', device: one }
      return first === 'review' ? { page: 'review', week: one } : null
    }
    if (three === undefined) return first === 'links' ? { page: 'link', a: one, b: two } : null
    return first === 'pods' ? { page: 'target', cluster: one, namespace: two, name: three } : null
  } catch {
    return null
  }
}
