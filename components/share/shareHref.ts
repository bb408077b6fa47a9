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

function placeOf(pathname: string): Record<string, string> | null {
  try {
    const [first, ...rest] = pathname.split('/').filter(Boolean).map(decodeURIComponent)
    if (first === undefined) return { page: 'overview' }
    if (first === 'pods' && rest.length === 0) return { page: 'pods' }
    const [cluster, namespace, name] = rest
    if (first === 'pods' && cluster && namespace && name && rest.length === 3)
      return { page: 'target', cluster, namespace, name }
    if (first === 'causes' && cluster && rest.length === 1) return { page: 'cause', code: cluster }
    return null
  } catch {
    return null
  }
}
