import type { PathKind } from '#lib/tailnet/path.ts'

/**
 * What really stands between a side and the internet. `reachable` is any way for unsolicited UDP: an open public port,
 * a forwarded one, a static endpoint, a mapping got by NAT-PMP.
 */
export type Nat = 'reachable' | 'easy' | 'hard' | 'stun-blocked' | 'udp-blocked'

export interface Side {
  nat: Nat
  /** IPv6 that reaches the internet, replies only. */
  ipv6: boolean
}

/**
 * The path that two sides find, as Tailscale's own tests and the recordings have it (reference, table 1.3; its rows fall
 * together into these). It is the truth to which the diagnosis is held, and shares nothing with it.
 */
export function pathBetween(a: Side, b: Side): PathKind {
  const nats = [a.nat, b.nat]
  if (nats.includes('udp-blocked')) return 'derp'
  if (a.ipv6 && b.ipv6) return 'direct'
  if (nats.includes('reachable')) return 'direct'
  // Without STUN nobody learns where to send to, so that this side has to find an open one.
  if (nats.includes('stun-blocked') || nats.includes('hard')) return 'derp'
  return 'direct'
}

/** The lab's peers, as `peers.json` has them. */
export const people: Record<string, Side> = {
  'lap-easy': { nat: 'easy', ipv6: false },
  'lap-hard': { nat: 'hard', ipv6: false },
  'lap-pmp': { nat: 'reachable', ipv6: false },
  'lap-noudp': { nat: 'udp-blocked', ipv6: false },
  'lap-dual': { nat: 'hard', ipv6: true },
  'vm-open': { nat: 'reachable', ipv6: true },
  'vm-closed': { nat: 'easy', ipv6: true },
}
