import type { Hardness } from './finding.ts'
import type { ByTraffic } from './history.ts'
import type { TargetPlace } from './standing.ts'
import type { Tri } from './tri.ts'

/** What is known of one pod (target) beside its paths, for what the relayed have in common. Null is not known. */
export interface CommonFacts {
  place: TargetPlace
  /** Links with traffic at the moment, by path. */
  links: ByTraffic
  node: string | null
  zone: string | null
  /** The node has a public address; "unknown" where nothing would set one (bare metal). */
  publicNode: Tri
  proxyClass: string | null
  cni: string | null
  cloud: string | null
  version: string | null
  hostNetwork: boolean | null
  homeRegion: number | null
  side: Hardness | null
  udp: Tri
  reachable: Tri
  /** Public addresses of the peers that it talks to, and what their NATs are. */
  peerNetworks: string[]
  peerSides: string[]
}
