'use client'

import { usePathname, useSearchParams } from 'next/navigation'

/**
 * Makes addresses of this page with some parameters changed; null takes one away. The others stay; a replay ends where other
 * hours are asked for.
 */
export function useAddress(): (changes: Record<string, string | null>) => string {
  const pathname = usePathname()
  const current = useSearchParams()
  return changes => {
    const search = new URLSearchParams(current)
    if ('from' in changes || 'to' in changes) search.delete('at')
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) search.delete(name)
      else search.set(name, value)
    }
    const query = search.toString()
    return query ? `${pathname}?${query}` : pathname
  }
}
