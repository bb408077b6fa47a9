import type { Hardness } from '#lib/tailnet/finding.ts'
import type { PodRow } from './podRow.ts'
import { sumOf } from './shareOf.ts'

export const sortKeys = [
  'derp',
  'name',
  'links',
  'bytes',
  'home',
  'nat',
  'cause',
  'since',
  'cluster',
  'namespace',
  'workload',
  'seen',
] as const
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
  nat: 'desc',
  cause: 'asc',
  since: 'asc',
  cluster: 'asc',
  namespace: 'asc',
  workload: 'asc',
  seen: 'asc',
}

/** Easiest first. Without UDP no NAT helps; a side is as hard as its hardest layer. */
const hardnesses: readonly Hardness[] = ['none', 'easy', 'hard']

function natRank({ nat }: PodRow): number | null {
  if (!nat) return null
  if (nat.udp === 'no') return 100
  const [l1, l2] = [nat.l1, nat.l2].map(layer => hardnesses.indexOf(layer))
  if (l1 === undefined || l2 === undefined || (l1 < 0 && l2 < 0)) return null
  return Math.max(l1, l2) * 10 + Math.min(l1, l2)
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
    case 'nat':
      return natRank(row)
    case 'since':
      return row.derpSince
    case 'cluster':
      return row.cluster
    case 'namespace':
      return row.namespace
    case 'workload':
      return row.workload
    case 'seen':
      return row.seenAt
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
