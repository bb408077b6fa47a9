import type { NatChain } from '#lib/tailnet/finding.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import { hardest } from './changedChain.ts'
import type { Change } from './gainOf.ts'

/** Several changes made at once: what none of them does alone they may do together. `own` is the chain as it is now. */
export function together(
  own: NatChain,
  peersNow: ReadonlyMap<DeviceId, NatChain>,
  changes: readonly Change[],
): Change {
  const chains = changes.flatMap(change => change.own ?? [])
  const relays = changes.flatMap(change => change.relay ?? [])
  const peers = [...new Set(changes.flatMap(change => [...(change.peers?.keys() ?? [])]))].flatMap(peer => {
    const now = peersNow.get(peer)
    const then = changes.flatMap(change => change.peers?.get(peer) ?? [])
    return now ? [[peer, merged(now, then)] as const] : []
  })
  return {
    ...(chains.length > 0 && { own: merged(own, chains) }),
    ...(peers.length > 0 && { peers: new Map(peers) }),
    ...(relays.length > 0 && {
      relay: peer => (relays.some(relay => relay(peer) === 'yes') ? 'yes' : peer.pair.relay),
    }),
    unblocks: changes.some(change => change.unblocks),
  }
}

/** Each part of a chain as the changes have it that touch it; the last of them counts. */
function merged(now: NatChain, then: readonly NatChain[]): NatChain {
  const part = <Key extends keyof NatChain>(key: Key): NatChain[Key] =>
    then.findLast(chain => chain[key] !== now[key])?.[key] ?? now[key]
  const [l1, l2] = [part('l1'), part('l2')]
  const isLayered = l1 !== now.l1 || l2 !== now.l2
  return {
    ...now,
    l1,
    l2,
    side: isLayered ? hardest(l1.hardness, l2.hardness) : part('side'),
    udp: part('udp'),
    ipv6: part('ipv6'),
    inbound: part('inbound'),
    publicAddresses: part('publicAddresses'),
    fixedPort: part('fixedPort'),
  }
}
