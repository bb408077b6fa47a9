import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import { groupings } from '#lib/report/groupPods.ts'
import { podColumns } from '#lib/report/podColumns.ts'
import { natFacets } from '#lib/report/podFilter.ts'
import { sortKeys } from '#lib/report/podSort.ts'
import { pathKinds } from '#lib/tailnet/path.ts'

const names = parseAsNativeArrayOf(parseAsString)

/** What the pods page keeps in its address besides time. A facet stands there once for each value: a plain form can send it. */
export const podParams = {
  q: parseAsString.withDefault(''),
  path: parseAsNativeArrayOf(parseAsStringLiteral(pathKinds)),
  cause: names,
  certainty: parseAsNativeArrayOf(parseAsStringLiteral(['certain', 'likely', 'possible'] as const)),
  nat: parseAsNativeArrayOf(parseAsStringLiteral(natFacets)),
  seen: parseAsNativeArrayOf(parseAsStringLiteral(['live', 'late', 'waiting', 'not_seen', 'gone'] as const)),
  cluster: names,
  namespace: names,
  pod: names,
  sort: parseAsStringLiteral(sortKeys).withDefault('derp'),
  /** Absent: the order that a column starts with. */
  order: parseAsStringLiteral(['asc', 'desc'] as const),
  group: parseAsStringLiteral(groupings).withDefault('cluster'),
  /** Columns besides the pod; none named: those of always. */
  cols: parseAsNativeArrayOf(parseAsStringLiteral(podColumns)),
}

export type PodState = inferParserType<typeof podParams>

const search = createSerializer(podParams)

/** The address of the pods page in another state. */
export const podsHref = (state: PodState): string => search('/pods', state)

export const loadPodState = createLoader(podParams)
