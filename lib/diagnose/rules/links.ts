import type { Certainty } from '#lib/tailnet/finding.ts'
import type { Scene, SeenPeer } from '../scene.ts'

/** Seen on a relay, of Tailscale or one's own. */
export const isSeenRelayed = ({ path }: SeenPeer) => path === 'derp' || path === 'peer_relay'

const isSeen = ({ path }: SeenPeer) =>
  path === 'direct' || path === 'no_answer' || path === 'derp' || path === 'peer_relay'

/** Seen on a relay, or expected there where its path is not seen: it wants an explanation. */
export function wantsCause(peer: SeenPeer): boolean {
  return (
    isSeenRelayed(peer) || (!isSeen(peer) && (peer.expected === 'derp' || peer.expected === 'peer_relay'))
  )
}

/** Both ends have UDP, as far as is known, and no shorter way than through their NATs. */
export function meetsNat(scene: Scene, peer: SeenPeer): boolean {
  const { chain } = scene
  if (chain.udp === 'no' || peer.chain.udp === 'no' || peer.pair.near === 'yes') return false
  return !(chain.ipv6 === 'yes' && peer.chain.ipv6 === 'yes')
}

/**
 * Links that the NAT of this side keeps off a direct path: no end can be reached, and this one is hard. With a way in
 * that nobody has seen used or refused, the NAT is not yet to blame.
 */
export function brokenByOwnNat(scene: Scene): SeenPeer[] {
  if (scene.chain.side !== 'hard' || scene.chain.inbound.reachable !== 'no') return []
  // Hard by its configuration alone, while nobody outside ever saw it: it may as well have no UDP.
  if (scene.measured.varies.value === 'unknown' && scene.measured.isUnseen) return []
  // A peer that is said to be reachable and yet seen on a relay is not, and then this side's NAT counts.
  return scene.peers.filter(
    peer =>
      wantsCause(peer) &&
      meetsNat(scene, peer) &&
      (isSeenRelayed(peer) || peer.chain.inbound.reachable !== 'yes'),
  )
}

/**
 * How sure a cause of the pod's side is, at most: certain only with UDP on this side and a peer known to have UDP too.
 * Else blocked UDP, here or there, may be what is really in the way.
 */
export function atMost(scene: Scene, certainty: Certainty, peers: readonly SeenPeer[]): Certainty {
  if (certainty !== 'certain') return certainty
  const isKnown = scene.measured.udp.value === 'yes' && peers.some(({ chain }) => chain.udp === 'yes')
  return isKnown ? 'certain' : 'likely'
}
