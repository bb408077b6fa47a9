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
function hasItsPort({ pod }: FoundPod, ip: string, { endpoints }: SelfDescription): boolean {
  if (!pod.hostNetwork || pod.fixedPort === null) return true
  return endpoints.some(each => each.address === ip && each.port === pod.fixedPort)
}

const isIts = (names: readonly string[], self: SelfDescription) =>
  names.some(name => name === self.hostName || name === self.dnsName || name === self.dnsName.split('.')[0])

function matchOf(candidates: FoundPod[], self: SelfDescription, method: MatchMethod): PodMatch | null {
  const [first, ...others] = candidates
  if (!first) return null
  if (others.length === 0) return { found: first, method }
  const named = candidates.filter(({ pod }) => isIts(podNames(pod), self))
  const [only, ...more] = named
  return only && more.length === 0 ? { found: only, method } : { found: null, method: 'ambiguous' }
}

/**
 * Finds the pod of a tailscaled: by a pod's address among its endpoints, else by what the operator reports, else by
 * names. Of several candidates the one with a fitting name, else none: a guess would put another pod's causes on it.
 */
export function podFinder(clusters: readonly ClusterFacts[]): (self: SelfDescription) => PodMatch {
  const all = clusters.flatMap(cluster => cluster.pods.map((pod): FoundPod => ({ pod, cluster })))
  const byIp = Map.groupBy(
    all.flatMap(each => each.pod.podIps.map(ip => ({ ip, each }))),
    ({ ip }) => ip,
  )
  return self => {
    const addresses = [...new Set(self.endpoints.map(endpoint => endpoint.address))]
    const byEndpoint = addresses
      .flatMap(ip => byIp.get(ip) ?? [])
      .filter(({ ip, each }) => hasItsPort(each, ip, self))
      .map(({ each }) => each)
    const reported = () => all.filter(({ pod, cluster }) => isIts(reportedNames(pod, cluster), self))
    const named = () => all.filter(({ pod }) => isIts(podNames(pod), self))
    return (
      matchOf([...new Set(byEndpoint)], self, 'endpoint') ??
      matchOf(reported(), self, 'resource_status') ??
      matchOf(named(), self, 'hostname') ?? { found: null, method: 'none' }
    )
  }
}
