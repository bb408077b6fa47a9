import type { PatchLine } from './finding.ts'
import type { ClusterId, DeviceId, TargetId } from './ids.ts'

/** What a fix is meant to reach: direct paths, or any that is not DERP (a peer relay). */
export type FixAim = 'direct' | 'off_derp'

/** Whom a fix concerns: all that is named must fit; null leaves it open. */
export interface FixScope {
  cluster: ClusterId
  namespace: string | null
  target: TargetId | null
  node: string | null
}

/** A change that may have mended paths, before anything is proven. */
export interface NewFix {
  scope: FixScope
  /** A sentence part in plain words: "hostNetwork was switched on". */
  what: string
  diff: PatchLine[]
  /** Id of the remedy it is, where it is one that tailpath knows. */
  remedy: string | null
  /** Codes of the causes that held then and that this remedy is for. */
  causes: string[]
  aim: FixAim
  appliedAt: Date
  /** Noticed in the facts, or said by a person. */
  noticed: 'by itself' | 'by hand'
  /** Who said so, as they wrote it; null where it was noticed. */
  by: string | null
  note: string | null
}

export type FixState = 'not_proven' | 'proven' | 'no_effect' | 'came_back'

/** Sessions of one side of a comparison, and how many of them went the way that was aimed at. */
export interface Sample {
  sessions: number
  good: number
  /** Workload × peer device. */
  links: number
  peers: number
  from: Date
  to: Date
}

/** A difference of two shares, in points of 1, with its 95 % interval. */
export interface Difference {
  value: number
  low: number
  high: number
}

/** One kind of peer in one network, compared with itself. */
export interface ProofGroup {
  /** "hard NAT, 203.0.113.7". */
  name: string
  before: { sessions: number; good: number }
  after: { sessions: number; good: number }
}

/** What the sessions say of a fix. */
export interface Proof {
  state: FixState
  /** A sentence. */
  why: string
  /** Sessions that started after the change and could be judged, and their peers: of `needed`. */
  fresh: { sessions: number; peers: number }
  needed: { sessions: number; peers: number }
  /** When the session began with which it was first proven; null while it is not. */
  provenAt: Date | null
  before: Sample
  after: Sample
  /** Since it was proven: the newest sessions that are enough to judge by; null before, or while too few. */
  recent: Sample | null
  difference: Difference | null
  /** Untouched workloads of the same cluster over the same time; null where they had too few sessions to tell. */
  control: { before: Sample; after: Sample; difference: Difference } | null
  groups: ProofGroup[]
}

/** A fix as it is kept. */
export interface Fix extends NewFix {
  id: string
  state: FixState
  provenAt: Date | null
  checkedAt: Date | null
  proof: Proof | null
  history: { at: Date; state: FixState }[]
}

/** A stretch of a link with traffic, or with an attempt at it; `endedAt` is null while it lasts. */
export interface Stretch {
  target: TargetId
  observer: DeviceId
  peer: DeviceId
  peerName: string
  kind: 'direct' | 'peer_relay' | 'derp' | 'no_answer' | 'unknown'
  /** `flipKey` of its path: a change of family, relay or region is a flip too. */
  way: string
  startedAt: Date
  endedAt: Date | null
  endedBy: 'changed' | 'gap' | 'gone' | null
  trafficSeconds: number
}
