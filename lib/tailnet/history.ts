import type { EventKind } from './events.ts'
import type { ClusterId, DeviceId, TargetId } from './ids.ts'
import type { Path, PathKind, TrafficKind } from './path.ts'

/** A stretch of time: `from` is in it, `to` is not. */
export interface TimeWindow {
  from: Date
  to: Date
}

/** A number for each kind of path that carries traffic: links, seconds or bytes, as the holder says. */
export type ByTraffic = Record<TrafficKind, number>

/** Links at one moment, by path. An unordered pair of devices counts once. */
export interface LinkCountPoint {
  at: Date
  links: ByTraffic
}

/** Link-seconds with traffic in the bucket that starts at `at`. */
export interface PathTimePoint {
  at: Date
  seconds: ByTraffic
}

/** Bytes in and out in the bucket that starts at `at`; `estimated` of them were spread over a gap. */
export interface TrafficPoint {
  at: Date
  bytes: ByTraffic
  estimated: number
}

/** A stretch of one link's history. `endedAt` is null while it lasts. */
export interface SpanSeen {
  observer: DeviceId
  peer: DeviceId
  peerName: string
  path: Path
  startedAt: Date
  endedAt: Date | null
  endedBy: 'changed' | 'gap' | 'gone' | null
  reason: string | null
}

/** Whom a gap concerns; `all` is the collector itself. */
export type GapSubject =
  | { kind: 'all' }
  | { kind: 'tailscale' }
  | { kind: 'cluster'; cluster: ClusterId }
  | { kind: 'target'; target: TargetId }

/** A hole in what was measured, with its reason. `endedAt` is null while it lasts. */
export interface GapSeen {
  subject: GapSubject
  /** Cluster's name, or the target's, for a subject that has one. */
  subjectName: string | null
  startedAt: Date
  endedAt: Date | null
  code: string
  reason: string
}

/** Something that happened. */
export interface EventSeen {
  id: string
  at: Date
  kind: EventKind
  cluster: { id: ClusterId; name: string } | null
  target: { id: TargetId; namespace: string; name: string } | null
  title: string
  detail: unknown
}

/** A link that changed its path. */
export interface Flip {
  target: TargetId
  cluster: ClusterId
  peer: DeviceId
  peerName: string
  at: Date
  from: PathKind
  to: PathKind
  /** For how long the path that ended had carried traffic. */
  trafficSeconds: number
}

/** Milliseconds to a DERP region, at the end of a bucket; null where it was not measured by then. */
export interface LatencyPoint {
  device: DeviceId
  region: number
  at: Date
  ms: number
}

/** A link was sent to and did not answer, between the last look that saw it answer and the next one. */
export interface SilenceSeen {
  observer: DeviceId
  peer: DeviceId
  from: Date
  to: Date
}
