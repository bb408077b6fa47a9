import { causeShort } from '#lib/report/causeShort.ts'
import { pathName } from '#lib/report/pathWords.ts'
import type { FacetName, NatFacet } from '#lib/report/podFilter.ts'
import type { Seen } from '#lib/report/podRow.ts'
import type { PathKind } from '#lib/tailnet/path.ts'

export const facetTitles: Record<FacetName, string> = {
  path: 'Path, any link',
  cause: 'Cause',
  certainty: 'Certainty',
  nat: 'NAT',
  seen: 'Seen',
  cluster: 'Cluster',
  namespace: 'Namespace',
  pod: 'Pod',
}

/** How a chip begins: "path has DERP or unknown". */
export const facetVerbs: Record<FacetName, string> = {
  path: 'path has',
  cause: 'cause is',
  certainty: 'cause is',
  nat: 'NAT:',
  seen: 'is',
  cluster: 'in cluster',
  namespace: 'in namespace',
  pod: 'is',
}

const natNames: Record<NatFacet, string> = {
  l1_hard: 'L1 hard',
  l2_hard: 'L2 hard',
  both_hard: 'both hard',
  no_udp: 'no UDP out',
}

const seenNames: Record<Seen, string> = {
  live: 'seen now',
  late: 'late',
  waiting: 'waiting for its first round',
  not_seen: 'not seen',
  gone: 'gone',
}

const wordOf = (names: Record<string, string>, value: string) => names[value] ?? value

/** The value of a facet in words; names that others gave stand for themselves. */
export function facetWord(facet: FacetName, value: string): string {
  switch (facet) {
    case 'path':
      return wordOf(pathName, value)
    case 'cause':
      return causeShort(value)
    case 'nat':
      return wordOf(natNames, value)
    case 'seen':
      return wordOf(seenNames, value)
    case 'certainty':
    case 'cluster':
    case 'namespace':
      return value
    case 'pod':
      return value.split('/').at(-1) ?? value
  }
}

export const isPathKind = (facet: FacetName, value: string): value is PathKind =>
  facet === 'path' && value in pathName
