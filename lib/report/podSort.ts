import type { PodRow } from './podRow.ts'
import { sumOf } from './shareOf.ts'

export const sortKeys = ['derp', 'name', 'links', 'bytes', 'home', 'cause', 'since'] as const
export type SortKey = (typeof sortKeys)[number]
export type SortOrder = 'asc' | 'desc'

export interface PodSort {
  by: SortKey
  order: SortOrder
}

/** The order a column starts with: worst first for numbers, A to Z for words. */
export const firstOrder: Record<SortKey, SortOrder> = {
  derp: 'desc',
  name: 'asc',
  links: 'asc',
  bytes: 'desc',
  home: 'desc',
  cause: 'asc',
  since: 'asc',
}

/** What a row is ordered by; null stands last in either order, since it was not measured. */
function keyOf(row: PodRow, by: SortKey): number | string | null {
  switch (by) {
    case 'name':
      return row.name
    case 'links':
      return row.active > 0 ? row.links.direct / row.active : null
    case 'derp':
      return row.bytes?.derp ?? null
    case 'bytes':
      return row.bytes && sumOf(row.bytes)
    case 'home':
      return row.home?.ms ?? null
    case 'cause':
      return row.causes[0]?.title ?? null
    case 'since':
      return row.derpSince
  }
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'en')
}

/** A new array in order; equal rows stand by links on DERP, then by name, so that the order never jumps. */
export function sortPods(rows: PodRow[], { by, order }: PodSort): PodRow[] {
  const sign = order === 'asc' ? 1 : -1
  return rows.toSorted((a, b) => {
    const left = keyOf(a, by)
    const right = keyOf(b, by)
    if (left !== null && right !== null) {
      const difference = compare(left, right) * sign
      if (difference !== 0) return difference
    } else if (left !== right) return left === null ? 1 : -1
    return b.links.derp - a.links.derp || compare(a.name, b.name) || compare(a.id, b.id)
  })
}
