import type { Certainty } from './finding.ts'
import type { ByTraffic } from './history.ts'
import type { DeviceId, TargetId } from './ids.ts'
import type { TrafficKind } from './path.ts'
import type { TargetPlace } from './standing.ts'

/** What a week's review is about: all, or the targets of a cluster, a namespace or a team. */
export interface WeekTarget {
  place: TargetPlace
  firstSeen: Date
  goneAt: Date | null
  unjudged: string | null
  /** By the label of its newest pod. */
  team: string | null
}

/** Pairs of devices at one moment, by path. Null where none was seen. */
export interface WeekLinks {
  links: ByTraffic | null
  oneWay: number
  unknown: number
}

/** Links of a target that settled on one path first and on another one last in the week. */
export interface WeekMove {
  target: TargetId
  from: TrafficKind
  to: TrafficKind
  links: number
  /** When the first of them came to where it is. */
  since: Date
  /** What happened to the target or its cluster in the quarter of an hour before. */
  trigger: string | null
}

/** A cause of a target over a week. A stretch of it may have begun or ended by a fact, or by a new rule only. */
export interface WeekFinding {
  target: TargetId
  code: string
  certainty: Certainty
  atStart: boolean
  atEnd: boolean
  /** Did it ever hold, and cease, before it first began in this week? */
  heldBefore: boolean
  openedByFact: boolean
  closedByFact: boolean
  byRule: boolean
  /** Last beginning, or end, in the week; null where it went through it unchanged. */
  changedAt: Date | null
}

/** A link with the changes of its path over the week. */
export interface WeekFlaps {
  target: TargetId
  observer: DeviceId
  peer: DeviceId
  peerName: string
  changes: number
  /** What most often happened in the quarter of an hour before, and before how many of the changes. */
  trigger: { title: string; changes: number } | null
}

/** A link that went through DERP in the week, with what was measured of the ways that it could take. */
export interface WeekDerpLink {
  bytes: number
  own: Map<number, number>
  peer: Map<number, number>
  ownHome: number | null
  peerHome: number | null
  pings: { derp: number[]; direct: number[] }
}

/** Mbit/s over DERP in five minutes, over those in which there was any. */
export interface WeekRate {
  median: number
  p95: number
  peak: number
}

/** A hole in what was seen: of one target, or of all where `target` is null, less those that told of themselves meanwhile. */
export interface WeekGap {
  target: TargetId | null
  /** Whose senders filled it with what they had spooled; of nobody where the hole is one target's own. */
  filledFor: readonly TargetId[]
  from: Date
  to: Date
  code: string
  reason: string
}
