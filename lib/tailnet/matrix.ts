import type { Certainty, Expected, Hardness } from './finding.ts'
import type { DeviceId, TargetId } from './ids.ts'
import type { Path, PathKind, TrafficKind } from './path.ts'
import type { TargetPlace } from './standing.ts'
import type { Tri } from './tri.ts'

/** One end of a link, as far as its NAT decides the path (a NatChain in short). */
export interface EndNat {
  l1: Hardness
  l2: Hardness
  side: Hardness
  udp: Tri
  ipv6: Tri
  /** May an unsolicited UDP packet come in. */
  reachable: Tri
}

/** A directed link as it stood at one moment. */
export interface LinkAt {
  target: TargetId
  observer: DeviceId
  peer: DeviceId
  peerName: string
  path: Path
  since: Date
}

/** Links between a row and a column that say the same. */
export interface LinkBundle {
  row: number
  column: number
  kind: PathKind
  /** How the other ends send, where that is another path. */
  back: TrafficKind | null
  causes: string[]
  links: number
  /** Of these, how many a remedy turns away from DERP. */
  fixable: number
  /** How sure the first cause is, where it is surest. */
  certainty: Certainty | null
  /** One of the links: the only one, where there is one. */
  first: { observer: DeviceId; peer: DeviceId }
}

/** A target at one moment: a row of the matrix, also where nothing of it is seen. */
export interface MatrixTarget {
  place: TargetPlace
  /** Nodes of its pods; empty where no pod runs. */
  nodes: string[]
  /** Why no path can be told, else null. */
  unjudged: string | null
  nat: EndNat | null
}

/** What diagnosis says of one link of a target. */
export interface LinkReason {
  target: TargetId
  peer: DeviceId
  expected: Expected
  /** Codes of causes, the first explains most. */
  causes: string[]
  nat: EndNat | null
}

/** A device that pods talk to. */
export interface PeerEnd {
  device: DeviceId
  name: string
  tags: string[]
  /** The target that it is a pod of, and the node that it runs on. */
  place: TargetPlace | null
  node: string | null
}

/** What a ping that somebody asked for measured of a link: probed, never observed. Milliseconds. */
export interface LinkProbe {
  target: TargetId
  peer: DeviceId
  at: Date
  /** The way of the last pong, which those counted took too. */
  via: 'direct' | 'derp' | 'peer_relay'
  ms: number[]
}
