import type { MatchMethod } from './cluster.ts'
import type { Certainty, Diagnosis, Finding, NatChain } from './finding.ts'
import type { ByTraffic } from './history.ts'
import type { ClusterId, DeviceId, PodUid, TargetId } from './ids.ts'
import type { Path, PathKind } from './path.ts'
import type { NetInfo } from './reading.ts'

/** Where a target lives, for its name and address on screen. */
export interface TargetPlace {
  id: TargetId
  cluster: { id: ClusterId; name: string }
  namespace: string
  kind: string
  workload: string
  ordinal: number | null
  /** Last part of the page's address. */
  name: string
  parent: { type: string; namespace: string | null; name: string } | null
}

/** A directed link as last seen. */
export interface LinkStanding {
  observer: DeviceId
  peer: DeviceId
  peerName: string
  pod: PodUid
  path: Path
  since: Date
  /** Set while idle for less than five minutes: its span goes on until then. */
  idleSince: Date | null
}

/** Links of the whole tailnet now. A pair whose two ends say different paths is in `oneWay`, in no path. */
export interface LinksNow {
  links: ByTraffic
  oneWay: number
  noAnswer: number
  idle: number
  offline: number
  unknown: number
}

/** Short form of a cause that holds. */
export interface CauseMark {
  code: string
  certainty: Certainty
  openedAt: Date
}

/** A row of the pods page. */
export interface TargetStanding {
  place: TargetPlace
  podNames: string[]
  /** Why no path can be told, else null. */
  unjudged: string | null
  goneAt: Date | null
  lastSeen: Date
  /** Last good look at its paths; null before the first. */
  statusAt: Date | null
  failedRounds: number
  links: Record<PathKind, number>
  /** When the oldest link now on DERP came to be there. */
  derpSince: Date | null
  /** Null where no counter was read in the window. */
  bytes: ByTraffic | null
  /** Bytes by path in equal slices of the window, oldest first; null slices were not measured. */
  slices: (ByTraffic | null)[]
  chain: Pick<NatChain, 'l1' | 'l2' | 'udp'> | null
  /** Paths that diagnosis expects of its peers, by kind; all zero where its paths are seen. */
  expected: { direct: number; peer_relay: number; derp: number; depends: number }
  causes: CauseMark[]
  home: { region: number; ms: number | null } | null
}

/** A pod that fills, or filled, a target. */
export interface PodStanding {
  uid: PodUid
  name: string
  ip: string | null
  node: string | null
  version: string | null
  device: DeviceId | null
  deviceName: string | null
  /** In the device list of the Tailscale API; else only statuses name it. */
  isListed: boolean
  addresses: string[]
  matchMethod: MatchMethod
  startedAt: Date | null
  goneAt: Date | null
  hostNetwork: boolean
  statusAt: Date | null
  metricsAt: Date | null
  failedRounds: number
  failure: { code: string; detail: string } | null
  netInfo: NetInfo | null
  homeRegion: number | null
}

/** All that the store holds of one target now. */
export interface TargetDetail {
  place: TargetPlace
  unjudged: string | null
  goneAt: Date | null
  firstSeen: Date
  detected: { cni: string | null; distro: string | null; cloud: string | null }
  pods: PodStanding[]
  links: LinkStanding[]
  diagnosis: { body: Diagnosis; computedAt: Date } | null
  findings: { code: string; openedAt: Date; closedAt: Date | null; closedBy: string | null }[]
  node: { name: string; externalIps: string[]; internalIps: string[]; zone: string | null } | null
}

/** A cause over all targets. */
export interface CauseStanding {
  code: string
  certain: number
  likely: number
  possible: number
  targets: TargetPlace[]
  derpLinks: number
  links: number
  /** Null where no link of it was counted in the window. */
  derpBytes: number | null
  openedAt: Date
  /** Links that would leave DERP by the first remedy of each target, by gain; null where no remedy tells. */
  gain: number | null
  firstRemedy: string | null
}

/** A target for which one cause holds. */
export interface CauseTarget {
  place: TargetPlace
  openedAt: Date
  /** One per subject: the target itself, or each of its links or devices. */
  findings: Finding[]
  /** See Diagnosis. */
  readAt?: NonNullable<Diagnosis['readAt']>
  /** Links that the cause explains, and those of them on DERP now. */
  links: number
  derpLinks: number
  /** Null where no link of it was counted in the window. */
  derpBytes: number | null
  /** The first remedy that applies to the target, and the links that it would take off DERP. */
  firstRemedy: string | null
  gain: number | null
}

/** A cause that ceased to hold for a target. */
export interface CauseEnding {
  place: TargetPlace
  openedAt: Date
  closedAt: Date
  /** The rule changed, not the facts: reclassified, not fixed. */
  byRule: boolean
}

export type SourceState = 'ok' | 'failing' | 'denied' | 'absent' | 'off'

/** A source of facts and whether it answers. */
export interface SourceStanding {
  id: string
  cluster: { id: ClusterId; name: string } | null
  title: string
  state: SourceState
  since: Date
  lastOkAt: Date | null
  lastTryAt: Date | null
  code: string | null
  detail: string | null
}

/** A run of the collector. */
export interface CollectorRun {
  id: string
  startedAt: Date
  heartbeatAt: Date
  stoppedAt: Date | null
  version: string
}

/** How much of a cluster is seen. */
export interface Coverage {
  cluster: { id: ClusterId; name: string }
  targets: number
  judged: number
  unjudged: { why: string; targets: { namespace: string; name: string }[] }[]
  lastStatusAt: Date | null
  detected: { cni: string | null; distro: string | null; cloud: string | null }
}

/** Rounds of one cluster in one slice of time. */
export interface RoundsPoint {
  cluster: ClusterId
  at: Date
  ok: number
  failed: number
}

/** Which tailnet this is and how fresh its picture. */
export interface TailnetStanding {
  mode: 'demo' | 'real'
  name: string
  /** When this database was first opened for it, by the database's clock. */
  createdAt: Date
  clusters: { id: ClusterId; name: string }[]
  targets: number
  judged: number
  links: { seen: number; active: number }
  lastRoundAt: Date | null
  /** When the first target was seen; null where none was. */
  keptSince: Date | null
  collector: CollectorRun | null
  failing: SourceStanding[]
  regions: { id: number; code: string; name: string }[]
}
