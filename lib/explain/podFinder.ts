import type { ClusterFacts, MatchMethod, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Endpoint } from '#lib/tailnet/reading.ts'
import { podNames, reportedNames } from './podNames.ts'

/** What a tailscaled says of itself, by its status or by the API. */
export interface SelfDescription {
  hostName: string
  dnsName: string
  endpoints: readonly Pick<Endpoint, 'address' | 'port'>[]
}

export interface FoundPod {
  pod: PodFacts
  cluster: ClusterFacts
}

export type PodMatch =
  | { found: FoundPod; method: MatchMethod }
  | { found: null; method: 'none' | 'ambiguous' }

/** A hostNetwork pod shares its address with its node: a port that it was given must be among the endpoints too. */
function hasItsPort({ pod }: FoundPod, { endpoints }: SelfDescription): boolean {
  if (!pod.hostNetwork || pod.fixedPort === null) return true
  return endpoints.some(({ address, port }) => pod.podIps.includes(address) && port === pod.fixedPort)
}

/** Host name, MagicDNS name and its first label: what objects may call a tailscaled. */
const selfNames = ({ hostName, dnsName }: SelfDescription) => [
  ...new Set([hostName, dnsName, dnsName.split('.')[0] ?? ''].filter(Boolean)),
]

/** Everyone under each of their names or addresses: a tailnet has thousands of devices to look up. */
function indexed(all: readonly FoundPod[], keysOf: (found: FoundPod) => readonly string[]) {
  const pairs = all.flatMap(found => [...new Set(keysOf(found))].map(key => ({ key, found })))
  const index = Map.groupBy(pairs, ({ key }) => key)
  return (keys: readonly string[]) => [
    ...new Set(keys.flatMap(key => index.get(key) ?? []).map(({ found }) => found)),
  ]
}

function matchOf(candidates: FoundPod[], self: SelfDescription, method: MatchMethod): PodMatch | null {
  const [first, ...others] = candidates
  if (!first) return null
  if (others.length === 0) return { found: first, method }
  const named = candidates.filter(({ pod }) => podNames(pod).some(name => selfNames(self).includes(name)))
  const [only, ...more] = named
  return only && more.length === 0 ? { found: only, method } : { found: null, method: 'ambiguous' }
}

/**
 * Finds the pod of a tailscaled: by a pod's address among its endpoints, else by what the operator reports, else by
 * names. Of several candidates the one with a fitting name, else none: a guess would put another pod's causes on it.
 */
export function podFinder(clusters: readonly ClusterFacts[]): (self: SelfDescription) => PodMatch {
  const all = clusters.flatMap(cluster => cluster.pods.map((pod): FoundPod => ({ pod, cluster })))
  const atAddress = indexed(all, ({ pod }) => pod.podIps)
  const reported = indexed(all, ({ pod, cluster }) => reportedNames(pod, cluster))
  const named = indexed(all, ({ pod }) => podNames(pod))
  return self => {
    const addresses = self.endpoints.map(endpoint => endpoint.address)
    const names = selfNames(self)
    return (
      matchOf(
        atAddress(addresses).filter(each => hasItsPort(each, self)),
        self,
        'endpoint',
      ) ??
      matchOf(reported(names), self, 'resource_status') ??
      matchOf(named(names), self, 'hostname') ?? { found: null, method: 'none' }
    )
  }
}
