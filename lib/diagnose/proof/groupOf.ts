import type { Tri } from '#lib/tailnet/tri.ts'

/** What is known of a peer's way to the internet, as far as sessions are grouped by it. */
export interface PeerNetwork {
  mappingVaries: Tri
  udp: Tri
  /** Public addresses at which it is seen; empty where none is known. */
  publicAddresses: readonly string[]
}

/** The kind of a peer's NAT: what decides whether a change of the other side can help it. */
export function natKind(peer: PeerNetwork | undefined): string {
  if (!peer) return 'NAT not known'
  if (peer.udp === 'no') return 'no UDP'
  if (peer.mappingVaries === 'yes') return 'hard NAT'
  return peer.mappingVaries === 'no' ? 'easy NAT' : 'NAT not known'
}

/** Kind and network: peers behind one address share one NAT, one firewall and one provider. */
export function networkGroup(peer: PeerNetwork | undefined): string {
  const [address] = [...(peer?.publicAddresses ?? [])].sort()
  return `${natKind(peer)}, ${address ?? 'network not known'}`
}
