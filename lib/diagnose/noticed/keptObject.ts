import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { mapOf } from './plainValue.ts'

/** "NetworkPolicy/shop/deny" in its parts; cluster-scoped objects have no namespace. */
function partsOf(facet: string): { kind: string; namespace: string | null; name: string } {
  const [kind = '', ...rest] = facet.split('/')
  return { kind, namespace: rest.length > 1 ? (rest[0] ?? null) : null, name: rest.at(-1) ?? '' }
}

/** The object of a facet as far as it is kept (lib/store/write/clusterFacts.ts); null where there is none. */
export function keptObject(facet: string, value: unknown): KeptObject | null {
  if (value === null || value === undefined) return null
  const { spec, data } = mapOf(value)
  const texts = Object.entries(mapOf(data)).filter(
    (each): each is [string, string] => typeof each[1] === 'string',
  )
  return {
    ...partsOf(facet),
    apiVersion: '',
    uid: '',
    labels: {},
    annotations: {},
    managers: [],
    spec: mapOf(spec),
    status: {},
    data: Object.fromEntries(texts),
  }
}
