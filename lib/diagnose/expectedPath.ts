import type { Expected, NatChain } from '#lib/tailnet/finding.ts'
import type { PairFacts } from './judgement.ts'

export interface ExpectedPath {
  expected: Expected
  /** What decides, where `expected` is "depends". */
  dependsOn: string | null
}

const direct: ExpectedPath = { expected: 'direct', dependsOn: null }
const depends = (dependsOn: string): ExpectedPath => ({ expected: 'depends', dependsOn })

/** Where no direct path can be: a peer relay needs UDP on both sides, DERP does not. */
function relayed(own: NatChain, peer: NatChain, pair: PairFacts): ExpectedPath {
  const canRelay = pair.relay === 'yes' && own.udp !== 'no' && peer.udp !== 'no'
  return { expected: canRelay ? 'peer_relay' : 'derp', dependsOn: null }
}

const opensTo = (who: string, chain: NatChain) =>
  `whether ${who} lets unsolicited UDP in: ${chain.inbound.why}`

/**
 * The path that two sides should find, from their chains alone. It follows the outcomes that Tailscale's own tests
 * assert (tstest/natlab/vmtest): a side that lets unsolicited UDP in is direct with everyone who has UDP; two
 * mappings that do not vary find each other; a varying one finds only an open side.
 */
export function expectedPath(own: NatChain, peer: NatChain, pair: PairFacts): ExpectedPath {
  if (pair.near === 'yes') return direct
  const blocked = own.udp === 'no' || peer.udp === 'no'
  if (!blocked && own.ipv6 === 'yes' && peer.ipv6 === 'yes') return direct
  const found = byIpv4(own, peer, pair)
  const nearby = pair.near === 'unknown' && (found.expected === 'derp' || found.expected === 'peer_relay')
  return nearby ? depends('whether the two reach each other’s private addresses') : found
}

function byIpv4(own: NatChain, peer: NatChain, pair: PairFacts): ExpectedPath {
  if (peer.udp === 'no') return relayed(own, peer, pair)
  if (own.udp === 'no') {
    const mayBeStun = own.inbound.by === 'unknown' && peer.inbound.reachable !== 'no'
    return mayBeStun
      ? depends('whether all UDP is blocked on this side, or only STUN')
      : relayed(own, peer, pair)
  }
  if (peer.inbound.reachable === 'yes') return direct
  // Whoever has UDP finds an open side; of the subject itself the recordings of its links tell.
  if (own.inbound.reachable === 'yes')
    return peer.udp === 'yes' ? direct : depends('whether the peer has UDP')
  if (own.side === 'unknown') return depends('the NAT on this side, which was not measured')
  if (peer.side === 'unknown') return depends('the peer’s NAT, which was not measured')
  if (own.side !== 'hard' && peer.side !== 'hard') return direct
  if (own.inbound.reachable === 'unknown') return depends(opensTo('this side', own))
  if (peer.inbound.reachable === 'unknown') return depends(opensTo('the peer', peer))
  return relayed(own, peer, pair)
}
