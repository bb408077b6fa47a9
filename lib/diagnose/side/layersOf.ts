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
  /** Another device behind the same public address, which shows what L2 does. */
  edge: Witness | null
  /** A device on the host's network of the very node. */
  nodeHost: Witness | null
}

const layer = (
  hardness: NatLayer['hardness'],
  certainty: NatLayer['certainty'],
  name: string,
  why: string,
): NatLayer => ({
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

/** What proves that L1 changes ports, whatever its configuration says; null where nothing does. */
function hardL1Proof(facts: LayerFacts): { certainty: Certainty; why: string } | null {
  const { measured, nodeHost, edge } = facts
  if (measured.varies.value !== 'yes') return null
  if (nodeHost?.varies === 'no') {
    return {
      certainty: 'certain',
      why: `${nodeHost.device.hostname} on the same node keeps one port, this pod does not.`,
    }
  }
  if (edge?.varies === 'no') {
    return {
      certainty: 'likely',
      why: `${edge.device.hostname} leaves by the same address and keeps one port, this pod does not.`,
    }
  }
  if (leavesByNode(facts) === 'yes') {
    return { certainty: 'likely', why: 'Ports differ by destination, and no NAT stands outside the node.' }
  }
  return null
}

/** L1: the CNI's source NAT on the node, by configuration and by what was measured. */
export function l1Of(facts: LayerFacts): NatLayer {
  const { place, snat, measured } = facts
  const name = snat?.name ?? 'CNI'
  if (snat && place.pod.hostNetwork) return layer('none', 'certain', name, snat.why)
  const proof = hardL1Proof(facts)
  if (proof && snat?.hardness !== 'hard') return layer('hard', proof.certainty, name, proof.why)
  if (snat?.hardness === 'none') return layer('none', snat.certainty, name, snat.why)
  if (measured.varies.value === 'no') {
    const isOdd = snat?.hardness === 'hard'
    const why = 'One port for every destination was measured: no layer is hard.'
    return layer('easy', 'certain', isOdd ? `${name}, yet ports kept` : name, why)
  }
  if (!snat || snat.hardness === 'unknown')
    return layer('unknown', 'unknown', name, snat?.why ?? 'The CNI is not known.')
  return layer(
    snat.hardness,
    measured.varies.value === 'unknown' ? weaker(snat.certainty) : snat.certainty,
    name,
    snat.why,
  )
}

const weaker = (certainty: Certainty): Certainty => (certainty === 'certain' ? 'likely' : certainty)

/** L2: what stands between the node and the internet. Behind a hard L1 it does not show by itself. */
export function l2Of(facts: LayerFacts, l1: NatLayer): NatLayer {
  const { place, measured, edge } = facts
  const byNode = leavesByNode(facts)
  if (byNode === 'yes')
    return layer('none', 'certain', 'no NAT', 'Packets leave with the node’s own address.')
  const cloud = place.node ? (nodeCloud(place.node) ?? place.traits.cloud) : place.traits.cloud
  const name = cloud ? edgeNames[cloud] : 'edge NAT'
  if (
    byNode === 'unknown' &&
    (place.node?.externalIps.length ?? 0) > 0 &&
    l1.name !== 'VPC CNI, external SNAT'
  ) {
    return layer(
      'none',
      'likely',
      'no NAT',
      'The node has a public address; what others see was not measured.',
    )
  }
  if (measured.varies.value === 'no')
    return layer('easy', 'certain', name, 'One port for every destination was measured.')
  if (edge) {
    const who = edge.device.hostname
    return edge.varies === 'yes'
      ? layer(
          'hard',
          'certain',
          name,
          `${who} leaves by the same address, meets no CNI, and its ports differ by destination.`,
        )
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
  return layer(
    'unknown',
    'unknown',
    name,
    l1.hardness === 'hard' ? 'Behind a hard L1 it does not show.' : 'It was not measured.',
  )
}
