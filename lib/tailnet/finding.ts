import type { DeviceId, TargetId } from './ids.ts'
import type { PathKind } from './path.ts'
import type { Tri } from './tri.ts'
import type { Trials } from './trial.ts'

export type Certainty = 'certain' | 'likely' | 'possible'
export type EvidenceSource =
  | 'tailscale_api'
  | 'kubernetes'
  | 'status'
  | 'netcheck'
  | 'log'
  | 'metrics'
  | 'ping'
  | 'policy'
  | 'prior'
export type Tier = 'T0' | 'T1' | 'T2' | 'T3' | 'T4' | 'push'

/** One thing seen (or looked for and not seen) that a cause rests on. */
export interface Evidence {
  /** Does the sentence hold, as far as was seen? */
  seen: Tri
  /** A statement in plain words, values inside it in backticks. */
  says: string
  source: EvidenceSource
  /** ISO 8601, null where the source has no time. */
  at: string | null
}

export type FindingSubject =
  | { kind: 'target'; target: TargetId }
  | { kind: 'device'; device: DeviceId }
  | { kind: 'link'; observer: DeviceId; peer: DeviceId; target: TargetId | null }

/** A cause found for a subject. Subject + code + rule version is its identity. */
export interface Finding {
  subject: FindingSubject
  code: string
  ruleVersion: number
  certainty: Certainty
  evidence: Evidence[]
  disproof: string
  /** What would make it surer, and the tier that would give it. */
  missing: { what: string; tier: Tier | null }[]
  /** Ids of remedies, best first. */
  remedies: string[]
}

export type Expected = 'direct' | 'peer_relay' | 'derp' | 'depends'
export type Hardness = 'none' | 'easy' | 'hard' | 'unknown'

/** One hop of the chain pod → L1 → L2 → internet, as drawn on a pod's page. */
export interface NatLayer {
  hardness: Hardness
  certainty: Certainty | 'unknown'
  /** "VPC CNI, prng", "AWS NAT gateway", "no NAT". */
  name: string
  why: string
}

/** One side of a link (IPv4; `ipv6` beside it). */
export interface NatChain {
  l1: NatLayer
  l2: NatLayer
  /** Effective mapping of the side. */
  side: Hardness
  udp: Tri
  ipv6: Tri
  /** May an unsolicited UDP packet come in, and by which way. */
  inbound: {
    reachable: Tri
    by: 'open' | 'forwarded' | 'static' | 'portmap' | 'shut' | 'udp-blocked' | 'stun-blocked' | 'unknown'
    why: string
  }
  publicAddresses: string[]
  /** Distinct ports seen from outside, as "203.0.113.20:51313". */
  seenAs: string[]
  localPort: number | null
  fixedPort: number | null
}

export interface RecipeStep {
  id: 'public_node' | 'host_network' | 'port' | 'port_on_object' | 'inbound_udp'
  title: string
  state: Tri
  why: string
}

export interface PatchLine {
  sign: ' ' | '+' | '-'
  text: string
}

/** How much a change touches: from one field of one workload to other people's networks. */
export type Effort = 'field' | 'workload' | 'move' | 'new_object' | 'cluster' | 'network' | 'elsewhere'

/** What a change would make of a link that goes through DERP now. */
export interface Turn {
  peer: DeviceId
  peerName: string
  /** Null where it stays. */
  to: 'direct' | 'peer_relay' | null
  /** Why it stays, or what it depends on; empty where it turns. */
  why: string
}

/** A change for the object at hand. */
export interface Remedy {
  id: string
  title: string
  applies: Tri
  /** Why it does not apply, or what is unknown. */
  why: string
  /** Links of this pod that would leave DERP, by present and predicted path. */
  gain: { derpBefore: number; derpAfter: number; directAfter: number; relayAfter: number } | null
  /** The same link by link; empty where nothing goes through DERP. */
  turns: Turn[]
  certainty: Certainty
  effort: Effort
  patches: { object: string; diff: PatchLine[]; command: string; manifest: string }[]
  checks: { seen: Tri; says: string }[]
  limits: string[]
  verify: { command: string; expect: string }
  links: string[]
}

/** All that diagnosis says of one target, kept as one document. */
export interface Diagnosis {
  target: TargetId
  device: DeviceId | null
  ruleVersion: number
  chain: NatChain
  peers: {
    peer: DeviceId
    peerName: string
    path: PathKind
    expected: Expected
    dependsOn: string | null
    causes: string[]
    chain: NatChain
  }[]
  findings: Finding[]
  /**
   * When each source was last read, ISO 8601; a source that is not in it has no time. It stands beside the findings, which
   * stay the same where a later reading says the same. Documents of before it was kept do not have it.
   */
  readAt?: Partial<Record<EvidenceSource, string>>
  recipe: RecipeStep[]
  remedies: Remedy[]
  /** What the remedies would change, to try several at once. Documents of before it was kept do not have it. */
  trials?: Trials
}
