import type { NatChain } from './finding.ts'
import type { DeviceId } from './ids.ts'
import type { Tri } from './tri.ts'

/** What one remedy would change about the ways of a target, as data, so that several can be tried together later. */
export interface Trial {
  remedy: string
  /** Parts of its own chain as they would be; empty where it stays as it is. */
  own: Partial<NatChain>
  /** The same for the chains at the other end. */
  peers: { peer: DeviceId; chain: Partial<NatChain> }[]
  /** Peers that could use a peer relay then; null where the remedy makes none. */
  relays: DeviceId[] | null
  /** It takes away what keeps links from the path that the chains allow already. */
  unblocks: boolean
}

/** All that can be tried for one target: its links through DERP as they were judged, and the remedies. */
export interface Trials {
  /** What the two sides share beyond their chains (lib/diagnose/judgement.ts, PairFacts). */
  links: { peer: DeviceId; near: Tri; relay: Tri }[]
  changes: Trial[]
}
