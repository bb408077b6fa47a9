import type { Certainty, NatLayer } from '#lib/tailnet/finding.ts'
import { type Cloud, nodeCloud } from '../cluster/cloudOf.ts'
import type { Place, Snat } from '../snat/snat.ts'
import type { Measured } from './measured.ts'
import type { Witness } from './witness.ts'

/** All that the two layers of a pod are judged by. */
export interface LayerFacts {
  place: Place
  measured: Measured
  /** Null where the CNI is not known. */
  snat: Snat | null
  /** Behind the same public address, without L1. */
  host: Witness | null
  /** The same on the very node. */
  nodeHost: Witness | null
}

const layer = (hardness: NatLayer['hardness'], certainty: NatLayer['certainty'], name: string, why: string): NatLayer => ({
  hardness,
  certainty,
  name,
  why,
})

/** How people call the NAT that a private node of each cloud leaves by. */
const edgeNames: Record<Cloud, string> = {
  aws: 'AWS NAT gateway',
  azure: 'Azure outbound NAT',
  gcp: 'Cloud NAT',
  other: 'the cloud’s NAT',
  own: 'edge router',
  local: 'this machine’s NAT',
}

/** The public addresses of the pod's node, by which it may leave untranslated. */
function nodeAddresses({ place }: LayerFacts): string[] {
  return place.node ? [...place.node.externalIps, ...place.node.internalIps] : []
}

/** Does what STUN saw belong to the node: no NAT stands outside it. */
export function leavesByNode(facts: LayerFacts): 'yes' | 'no' | 'unknown' {
  const { place, measured } = facts
  if (!place.node) return 'unknown'
  if (measured.publicAddresses.length > 0) {
    return measured.publicAddresses.some(address => nodeAddresses(facts).includes(address)) ? 'yes' : 'no'
  }
  return 'unknown'
}

/** L1: the CNI's source NAT on the node, by configuration and by what was measured. */
export function l1Of(facts: LayerFacts): NatLayer {
  const { snat, measured, nodeHost } = facts
  if (snat?.hardness === 'none') return layer('none', snat.certainty, snat.name, snat.why)
  if (measured.varies.value === 'no') {
    const name = snat?.name ?? 'CNI'
    return layer('easy', 'certain', snat?.hardness === 'hard' ? `${name}, yet ports kept` : name, 'One port for every destination was measured: no layer is hard.')
  }
  if (snat && snat.hardness !== 'unknown') {
    const certainty = measured.varies.value === 'unknown' ? weaker(snat.certainty) : snat.certainty
    return layer(snat.hardness, certainty, snat.name, snat.why)
  }
  const name = snat?.name ?? 'CNI'
  if (measured.varies.value === 'yes') {
    if (nodeHost?.varies === 'no') {
      return layer('hard', 'certain', name, `${nodeHost.device.hostname} on the same node keeps one port, this pod does not.`)
    }
    if (leavesByNode(facts) === 'yes') {
      return layer('hard', 'likely', name, 'Ports differ by destination, and no NAT stands outside the node.')
    }
  }
  return layer('unknown', 'unknown', name, snat?.why ?? 'The CNI is not known.')
}

const weaker = (certainty: Certainty): Certainty => (certainty === 'certain' ? 'likely' : certainty)

/** L2: what stands between the node and the internet. Behind a hard L1 it does not show by itself. */
export function l2Of(facts: LayerFacts, l1: NatLayer): NatLayer {
  const { place, measured, host } = facts
  const byNode = leavesByNode(facts)
  if (byNode === 'yes') return layer('none', 'certain', 'no NAT', 'Packets leave with the node’s own address.')
  const cloud = place.node ? (nodeCloud(place.node) ?? place.traits.cloud) : place.traits.cloud
  const name = cloud ? edgeNames[cloud] : 'edge NAT'
  if (byNode === 'unknown' && (place.node?.externalIps.length ?? 0) > 0 && l1.name !== 'VPC CNI, external SNAT') {
    return layer('none', 'likely', 'no NAT', 'The node has a public address; what others see was not measured.')
  }
  if (measured.varies.value === 'no') return layer('easy', 'certain', name, 'One port for every destination was measured.')
  if (host) {
    const who = host.device.hostname || host.device.name
    return host.varies === 'yes'
      ? layer('hard', 'certain', name, `${who} leaves by the same address, meets no CNI, and its ports differ by destination.`)
      : layer('easy', 'certain', name, `${who} leaves by the same address and keeps one port.`)
  }
  if (measured.varies.value === 'yes' && l1.hardness === 'none') {
    return layer('hard', 'certain', name, 'Ports differ by destination, and no CNI stands in front.')
  }
  if (measured.varies.value === 'yes' && l1.hardness === 'easy') {
    return layer('hard', 'likely', name, 'Ports differ by destination, and the CNI keeps them.')
  }
  if (cloud === 'aws' && place.node && place.node.externalIps.length === 0) {
    return layer('hard', 'likely', name, 'A private AWS node leaves by a NAT gateway, which is always hard.')
  }
  return layer('unknown', 'unknown', name, l1.hardness === 'hard' ? 'Behind a hard L1 it does not show.' : 'It was not measured.')
}
