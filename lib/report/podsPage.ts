import { amountOf } from './bytes.ts'
import { type Grouping, groupPods, type PodGroup } from './groupPods.ts'
import { type FacetCount, type FacetName, facetCounts, filterPods, type PodFilter } from './podFilter.ts'
import type { PodRow } from './podRow.ts'
import { type PodSort, sortPods } from './podSort.ts'
import { podsVerdict, type Verdict } from './podsVerdict.ts'
import type { PodsView } from './podsView.ts'
import { sumOf } from './shareOf.ts'

/** Facets that have boxes. A box for each pod would be the table again. */
export const boxedFacets = [
  'path',
  'cause',
  'certainty',
  'nat',
  'seen',
  'cluster',
  'namespace',
] as const satisfies readonly FacetName[]
type BoxedFacet = (typeof boxedFacets)[number]

/** A line of the table: the head of a group, or a pod. */
export type PodItem = { group: Omit<PodGroup, 'rows'> } | { row: PodRow; withCluster: boolean }

/** All that the pods page shows in one state of its address. */
export interface PodsPage {
  asOf: number
  from: number
  to: number
  verdict: Verdict
  hasDerp: boolean
  facets: Record<BoxedFacet, FacetCount[]>
  /** Pods in all, those that pass the filter, and those that would pass it without its words. */
  total: number
  found: number
  withoutWords: number
  /** The unit in which the amounts of all that passed are told. */
  unit: string
  items: PodItem[]
  /** Lines beyond those in `items`. */
  more: number
}

interface Asked {
  filter: PodFilter
  sort: PodSort
  group: Grouping
}

/** The pods that pass, in their order and groups, and what can be narrowed further. */
export function podsPage(view: PodsView, { filter, sort, group }: Asked): PodsPage {
  const found = sortPods(filterPods(view.rows, filter), sort)
  return {
    asOf: view.asOf,
    from: view.from,
    to: view.to,
    verdict: podsVerdict(view.rows),
    hasDerp: view.rows.some(row => row.links.derp > 0),
    facets: Object.fromEntries(
      boxedFacets.map(facet => [facet, facetCounts(view.rows, filter, facet)]),
    ) as PodsPage['facets'],
    total: view.rows.length,
    found: found.length,
    withoutWords: filter.q === '' ? found.length : filterPods(view.rows, { ...filter, q: '' }).length,
    unit: amountOf(found.reduce((most, { bytes }) => Math.max(most, bytes ? sumOf(bytes) : 0), 0)).unit,
    items: itemsOf(found, group),
    more: 0,
  }
}

function itemsOf(rows: PodRow[], by: Grouping): PodItem[] {
  const groups = groupPods(rows, by)
  if (!groups) return rows.map(row => ({ row, withCluster: true }))
  return groups.flatMap(({ rows: members, ...group }): PodItem[] => [
    { group },
    ...members.map(row => ({ row, withCluster: by !== 'cluster' || group.name === null })),
  ])
}

/** Pods in the order of the table. */
export const rowsOf = (items: readonly PodItem[]): PodRow[] =>
  items.flatMap(item => ('row' in item ? [item.row] : []))

/** The same with only the first `pods` and the heads of their groups: what a page carries as it comes. */
export function firstOf(page: PodsPage, pods: number): PodsPage {
  let left = pods
  const end = page.items.findIndex(item => 'row' in item && left-- === 0)
  if (end < 0) return page
  return { ...page, items: page.items.slice(0, end), more: page.items.length - end }
}
