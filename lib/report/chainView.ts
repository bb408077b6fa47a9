import type { Certainty, Hardness, NatChain, NatLayer } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { Tri } from '#lib/tailnet/tri.ts'

export interface Hop {
  /** "L1, CNI on node eks-a" */
  title: string
  name: string
  address: string | null
  /** Null for the ends, which have no NAT of their own. */
  nat: { hardness: Hardness; certainty: Certainty | 'unknown' } | null
  udp: Tri | null
  note: string
}

/** What stands between two hops: the line goes on, or breaks there. */
export interface Joint {
  isCut: boolean
  /** A cross is drawn where the packet is lost, not on the whole way behind it. */
  hasCross: boolean
  isInternet: boolean
}

export interface ChainView {
  hops: Hop[]
  /** One less than hops. */
  joints: Joint[]
  sentence: { strong: string; rest: string }
}

export interface ChainInput {
  podName: string
  podIp: string | null
  nodeName: string | null
  own: NatChain
  peerName: string
  peer: NatChain
  path: PathKind
  /** Where UDP ends on this side, if it has none. */
  stop: 'pod' | 'edge'
}

const portWords = ({ fixedPort, localPort }: NatChain) =>
  fixedPort !== null
    ? `fixed port ${fixedPort}`
    : localPort !== null
      ? `random port, now ${localPort}`
      : 'port not seen'

const isThere = (layer: NatLayer) => layer.hardness !== 'none'

function layerHop(title: string, layer: NatLayer, address: string | null): Hop {
  return {
    title,
    name: layer.name,
    address,
    nat: { hardness: layer.hardness, certainty: layer.certainty },
    udp: null,
    note: layer.why,
  }
}

/** The way of a packet from a pod to one peer, hop by hop, and where it breaks. */
export function chainView(input: ChainInput): ChainView {
  const { own, peer, path } = input
  const isBroken = path === 'derp' || path === 'peer_relay'
  const inside: Hop[] = [
    {
      title: 'Pod',
      name: input.podName,
      address: input.podIp,
      nat: null,
      udp: own.udp,
      note: portWords(own),
    },
    layerHop(input.nodeName ? `L1, CNI on node ${input.nodeName}` : 'L1, CNI on the node', own.l1, null),
    layerHop('L2, the way out', own.l2, own.publicAddresses[0] ?? null),
  ]
  const outside: Hop[] = [
    layerHop('L2 of the peer', peer.l2, peer.seenAs[0] ?? peer.publicAddresses[0] ?? null),
    ...(isThere(peer.l1) && peer.l1.hardness !== 'unknown'
      ? [layerHop('L1 of the peer', peer.l1, null)]
      : []),
    {
      title: 'Peer',
      name: input.peerName,
      address: null,
      nat: null,
      udp: peer.udp,
      note: inboundWords(peer),
    },
  ]
  const hops = [...inside, ...outside]
  const isHard = (hop: Hop | undefined) => hop?.nat?.hardness === 'hard'
  const isCrossed = (hop: Hop | undefined) => isHard(hop) || hop?.udp === 'no'
  /** Without UDP the NAT on the way is not what breaks it: one cross stands where the packets end. */
  const stopAt = own.udp === 'no' ? (input.stop === 'pod' ? 0 : inside.length - 1) : null
  const joints = hops.slice(0, -1).map((hop, index): Joint => {
    const isOurs = index < inside.length
    const isInternet = index === inside.length - 1
    if (isBroken && stopAt !== null && isOurs) {
      return { isCut: index >= stopAt, hasCross: index === stopAt, isInternet }
    }
    const next = hops[index + 1]
    const isLost = isOurs ? isHard(hop) || (isInternet && isCrossed(next)) : isCrossed(next)
    return { isCut: isBroken && isLost, hasCross: isBroken && isLost, isInternet }
  })
  const first = joints.findIndex(joint => joint.isInternet)
  const internet = joints[first]
  if (isBroken && internet && !joints.some(joint => joint.isCut)) {
    joints[first] = { ...internet, isCut: true, hasCross: true }
  }
  return { hops, joints, sentence: sentence(input) }
}

function inboundWords({ inbound }: NatChain): string {
  if (inbound.reachable === 'yes') return inbound.why || 'lets unsolicited UDP in'
  if (inbound.reachable === 'no') return inbound.why || 'lets in only where it sent to'
  return 'inbound UDP not known'
}

const hardLayers = ({ l1, l2 }: NatChain) => [l1, l2].filter(layer => layer.hardness === 'hard').length

function sentence({ own, peer, path, peerName, stop }: ChainInput): ChainView['sentence'] {
  if (path === 'direct') {
    const opens =
      own.inbound.reachable === 'yes' ? 'This side' : peer.inbound.reachable === 'yes' ? peerName : null
    return {
      strong: 'Nothing breaks the way.',
      rest: opens
        ? `${opens} lets unsolicited UDP in, and one such side is enough.`
        : 'Both sides find each other’s port.',
    }
  }
  if (path !== 'derp' && path !== 'peer_relay') {
    return {
      strong: 'Nothing is sent now.',
      rest: 'The layers are as last seen; what the path would be is a prediction.',
    }
  }
  if (own.udp === 'no')
    return {
      strong: stop === 'pod' ? 'No UDP leaves the pod.' : 'No UDP leaves the network.',
      rest: 'Without UDP only DERP is left, whatever NAT there is.',
    }
  if (peer.udp === 'no')
    return { strong: `${peerName} has no UDP.`, rest: 'Nothing on this side makes the link direct.' }
  const ours = hardLayers(own)
  const theirs = hardLayers(peer)
  if (ours > 0 && theirs > 0) {
    return {
      strong: 'Both sides are hard.',
      rest: 'Each uses another port for every destination. Opening one side to unsolicited UDP makes the other irrelevant.',
    }
  }
  if (ours === 2) {
    return {
      strong: 'One hard layer is enough, and here are two.',
      rest: `${peerName} answers to a port that is no longer in use. Making one of the two easy leaves the other; opening one side to unsolicited UDP makes both irrelevant.`,
    }
  }
  if (ours === 1) {
    return {
      strong: 'One hard layer is enough.',
      rest: `${peerName} answers to the port that a third party saw; towards ${peerName} another one is used. Opening one side to unsolicited UDP makes it irrelevant.`,
    }
  }
  if (theirs > 0) {
    return {
      strong: `${peerName} is behind a hard NAT.`,
      rest: 'It cannot be reached at the port that others saw. If this side lets unsolicited UDP in, the link turns direct.',
    }
  }
  return {
    strong: 'No hard layer was seen.',
    rest: 'What keeps the link off a direct path is below, as far as it is known.',
  }
}
