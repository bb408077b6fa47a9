import type { Expected, Finding, NatChain } from '#lib/tailnet/finding.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import type { DiagnoseInput } from './input.ts'

/** What two sides share, beyond what each one's chain says. Never an observed path. */
export interface PairFacts {
  /** Do both stand in one network in which each reaches the other's own address (pods of one cluster, one LAN)? */
  near: Tri
  /** Can both use a peer relay: a grant covers them, the relay is up, both clients know it (≥ 1.86)? */
  relay: Tri
}

/** One peer of the subject, judged. */
export interface JudgedPeer {
  peer: DeviceId
  peerName: string
  path: PathKind
  chain: NatChain
  pair: PairFacts
  expected: Expected
  /** What decides, where `expected` is "depends". */
  dependsOn: string | null
  /** Codes of the causes that hold for this link. */
  causes: string[]
}

/** The subject with its peers and findings: what remedies and what-if start from. */
export interface Judgement {
  input: DiagnoseInput
  chain: NatChain
  peers: JudgedPeer[]
  findings: Finding[]
}
