import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { inNetwork } from '../address/inNetwork.ts'
import { clusterIndex } from '../cluster/clusterIndex.ts'
import { udpPolicy } from '../policy/udpPolicy.ts'
import type { Place } from '../snat/snat.ts'
import type { Measured } from './measured.ts'

/** One end of a pair, as far as its whereabouts go. */
export interface End {
  pod: PodFacts | null
  place: Place | null
  measured: Measured
  /** What keeps it on relays by order; null where nothing does. */
  forced: string | null
}

const subnet = (address: string) => address.split('.').slice(0, 3).join('.')

/** An order, or its own NetworkPolicy, keeps its UDP from wherever it goes. */
function isSilenced({ pod, place, forced }: End): boolean {
  if (forced !== null) return true
  return pod !== null && place !== null && udpPolicy(pod, place.cluster, 'egress').leaves === 'none'
}

/** Does an unmatched device stand at an address that the own cluster gives to its pods or nodes? */
function isAtClusterAddress({ place }: End, peer: End): boolean {
  if (!place) return false
  const { nodeByAddress } = clusterIndex(place.cluster)
  return peer.measured.localAddresses.some(
    address =>
      nodeByAddress.has(address) ||
      place.cluster.nodes.some(node => node.podCidrs.some(network => inNetwork(address, network))),
  )
}

/** Addresses by which the own cluster leaves tell it from another one with the same ranges. */
function leavesAlike({ place, measured }: End, peer: End): boolean {
  return peer.measured.publicAddresses.some(
    address =>
      measured.publicAddresses.includes(address) ||
      (place !== null && clusterIndex(place.cluster).nodeByAddress.has(address)),
  )
}

/**
 * Do both stand in one network in which each reaches the other's own address? Pods of one cluster do, and devices of
 * one subnet behind one public address. Behind one address in different subnets it is not known.
 */
export function near(own: End, peer: End): Tri {
  if (isSilenced(own) || isSilenced(peer)) return 'no'
  if (own.pod && peer.pod) {
    if (own.pod.cluster === peer.pod.cluster) return 'yes'
  } else if (own.pod && leavesAlike(own, peer) && isAtClusterAddress(own, peer)) {
    return 'yes'
  }
  const shared = own.measured.publicAddresses.some(address => peer.measured.publicAddresses.includes(address))
  if (!shared || own.measured.ownsPublicAddress || peer.measured.ownsPublicAddress) return 'no'
  const sameSubnet = own.measured.localAddresses.some(address =>
    peer.measured.localAddresses.some(other => subnet(other) === subnet(address)),
  )
  return sameSubnet ? 'yes' : 'unknown'
}
