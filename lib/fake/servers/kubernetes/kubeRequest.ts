/** A request for objects of a resource, as its path tells. */
export interface KubeRequest {
  group: string
  version: string
  resource: string
  /** Null for all namespaces, or none. */
  namespace: string | null
  /** Null for the collection. */
  name: string | null
  subresource: string | null
  /** What follows the subresource: the path behind a proxy. */
  rest: string
  query: URLSearchParams
}

/** Reads the path of a resource (apiserver, endpoints/request/requestinfo.go); null for any other path. */
export function kubeRequest(path: string): KubeRequest | null {
  const [, pathname = '', query = ''] = /^([^?]*)\??(.*)$/.exec(path) ?? []
  const words = decoded(pathname.split('/').filter(word => word !== ''))
  if (!words) return null
  const isCore = words[0] === 'api'
  if (!isCore && words[0] !== 'apis') return null
  const [group, version, ...parts] = isCore ? ['', ...words.slice(1)] : words.slice(1)
  if (group === undefined || version === undefined || parts.length === 0) return null
  const isInNamespace =
    parts[0] === 'namespaces' && parts.length > 2 && !ofNamespaceItself.has(parts[2] ?? '')
  const [resource = '', name = null, subresource = null, ...rest] = isInNamespace ? parts.slice(2) : parts
  return {
    group,
    version,
    resource,
    namespace: isInNamespace ? (parts[1] ?? null) : null,
    name,
    subresource,
    rest: rest.join('/'),
    query: new URLSearchParams(query),
  }
}

const ofNamespaceItself = new Set(['status', 'finalize'])

function decoded(words: string[]): string[] | null {
  try {
    return words.map(decodeURIComponent)
  } catch {
    return null
  }
}

/** A flag of the query, as Go reads one (`strconv.ParseBool`). */
export const flagOf = (query: URLSearchParams, name: string) =>
  ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(query.get(name) ?? '')
