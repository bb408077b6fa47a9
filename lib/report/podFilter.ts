import type { Certainty } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { PodRow, Seen } from './podRow.ts'

/** What the address asks of the pods page. Empty lists filter nothing. */
export interface PodFilter {
  q: string
  path: PathKind[]
  cause: string[]
  certainty: Certainty[]
  seen: Seen[]
  cluster: string[]
  namespace: string[]
  nat: NatFacet[]
  /** Pods by place, as `podKey` says it: a set that some other page found. */
  pod: string[]
}

export const natFacets = ['l1_hard', 'l2_hard', 'both_hard', 'no_udp'] as const
export type NatFacet = (typeof natFacets)[number]
export type FacetName = Exclude<keyof PodFilter, 'q'>

export const noFilter: PodFilter = {
  q: '',
  path: [],
  cause: [],
  certainty: [],
  nat: [],
  seen: [],
  cluster: [],
  namespace: [],
  pod: [],
}

export const isFiltered = (filter: PodFilter) =>
  filter.q !== '' || facetNames.some(name => filter[name].length > 0)

export const facetNames = [
  'path',
  'cause',
  'certainty',
  'nat',
  'seen',
  'cluster',
  'namespace',
  'pod',
] as const satisfies readonly FacetName[]

/** A pod's place in an address. */
export const podKey = ({ cluster, namespace, name }: Pick<PodRow, 'cluster' | 'namespace' | 'name'>) =>
  `${cluster}/${namespace}/${name}`

const normal = (text: string) => text.normalize('NFKC').toLowerCase()

const held = new WeakMap<PodRow, string>()

/** All that a row is found by. Of thousands of rows most stay as they are from one look to the next: made once. */
function words(row: PodRow): string {
  const made =
    held.get(row) ??
    normal(
      [
        row.name,
        row.workload,
        row.namespace,
        row.cluster,
        ...row.podNames,
        ...row.causes.map(({ code }) => code),
      ].join(' '),
    )
  held.set(row, made)
  return made
}

function natOf({ nat }: PodRow): NatFacet[] {
  if (!nat) return []
  const found: NatFacet[] = []
  if (nat.l1 === 'hard') found.push('l1_hard')
  if (nat.l2 === 'hard') found.push('l2_hard')
  if (nat.l1 === 'hard' && nat.l2 === 'hard') found.push('both_hard')
  if (nat.udp === 'no') found.push('no_udp')
  return found
}

/** The values of a row in one facet. A pod that is not seen has the path "unknown". */
export function facetValues(row: PodRow, facet: FacetName): string[] {
  switch (facet) {
    case 'path': {
      const kinds = Object.entries(row.links).flatMap(([kind, count]) => (count > 0 ? [kind] : []))
      return row.seen === 'not_seen' || row.seen === 'waiting' ? [...new Set([...kinds, 'unknown'])] : kinds
    }
    case 'cause':
      return row.causes.map(cause => cause.code)
    case 'certainty':
      return [...new Set(row.causes.map(cause => cause.certainty))]
    case 'nat':
      return natOf(row)
    case 'seen':
      return [row.seen]
    case 'cluster':
      return [row.cluster]
    case 'namespace':
      return [row.namespace]
    case 'pod':
      return [podKey(row)]
  }
}

const passes = (row: PodRow, filter: PodFilter, facet: FacetName) => {
  const wanted: readonly string[] = filter[facet]
  return wanted.length === 0 || facetValues(row, facet).some(value => wanted.includes(value))
}

const wordsOf = (q: string) => normal(q).split(/\s+/).filter(Boolean)

/** Rows that pass: values of one facet are alternatives, facets and words must all hold. */
export function filterPods(rows: PodRow[], filter: PodFilter): PodRow[] {
  const wanted = wordsOf(filter.q)
  const asked = facetNames.filter(facet => filter[facet].length > 0)
  return rows.filter(
    row =>
      asked.every(facet => passes(row, filter, facet)) && wanted.every(word => words(row).includes(word)),
  )
}

export interface FacetCount {
  value: string
  count: number
}

/** Values of a facet with how many rows each would leave, the other filters held. Zero stays visible. */
export function facetCounts(rows: PodRow[], filter: PodFilter, facet: FacetName): FacetCount[] {
  const counts = new Map<string, number>(filter[facet].map(value => [value, 0]))
  for (const row of rows) for (const value of facetValues(row, facet)) counts.set(value, 0)
  for (const row of filterPods(rows, { ...filter, [facet]: [] }))
    for (const value of facetValues(row, facet)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
}
