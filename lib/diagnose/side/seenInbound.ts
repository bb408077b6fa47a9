import type { NatChain } from '#lib/tailnet/finding.ts'
import { expectedPath } from '../expectedPath.ts'
import type { JudgedPeer } from '../judgement.ts'

type Inbound = NatChain['inbound']

const would = (chain: NatChain, peer: JudgedPeer, reachable: 'yes' | 'no') =>
  expectedPath({ ...chain, inbound: { ...chain.inbound, reachable } }, peer.chain, peer.pair).expected

const isRelayed = ({ path }: JudgedPeer) => path === 'derp' || path === 'peer_relay'

/**
 * What the links of a pod show of its inbound side, where nothing else tells. A direct link that could not be so
 * with a shut side proves it open; one on DERP that would be direct with an open side shows it shut. Also tells
 * blocked UDP from blocked STUN. Never used for `expected`.
 */
export function seenInbound(chain: NatChain, peers: readonly JudgedPeer[]): Inbound {
  const { inbound } = chain
  if (chain.udp === 'no' && inbound.by === 'unknown') return seenUdp(inbound, peers)
  if (inbound.reachable !== 'unknown') return inbound
  const by = inbound.by === 'unknown' ? 'open' : inbound.by
  const proof = peers.find(peer => peer.path === 'direct' && isRelay(would(chain, peer, 'no')))
  if (proof)
    return { reachable: 'yes', by, why: `Direct with ${proof.peerName}, whom only an open side reaches.` }
  // A peer of whom nothing is known may have no UDP, and then shows nothing.
  const denial = peers.find(
    peer => isRelayed(peer) && peer.chain.udp === 'yes' && would(chain, peer, 'yes') === 'direct',
  )
  if (denial) {
    return {
      reachable: 'no',
      by: 'shut',
      why: `Not direct with ${denial.peerName}, whom an open side would reach.`,
    }
  }
  return inbound
}

const isRelay = (expected: JudgedPeer['expected']) => expected === 'derp' || expected === 'peer_relay'

function seenUdp(inbound: Inbound, peers: readonly JudgedPeer[]): Inbound {
  const direct = peers.find(peer => peer.path === 'direct' && peer.pair.near !== 'yes')
  if (direct) {
    return {
      reachable: 'no',
      by: 'stun-blocked',
      why: `STUN is not answered, yet UDP with ${direct.peerName} is direct.`,
    }
  }
  const denial = peers.find(peer => isRelayed(peer) && peer.chain.inbound.reachable === 'yes')
  if (denial) {
    return {
      reachable: 'no',
      by: 'udp-blocked',
      why: `Not even ${denial.peerName}, who can be reached, is direct.`,
    }
  }
  return inbound
}
