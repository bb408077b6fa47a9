import type { Path } from '#lib/tailnet/path.ts'
import type { PathCounter } from '#lib/tailnet/reading.ts'
import type { PeerMemory } from './peerMemory.ts'

/** The failed looks since the last good one. */
export interface Trouble {
  code: string
  detail: string
  /** Of the first of them. */
  since: Date
  rounds: number
  /** They lasted so long that what was known is not known any more, and a gap is open. */
  cut: boolean
}

/** What is held of one pod between two rounds (table observer_state). */
export interface Observer {
  podUid: string
  podName: string
  target: string
  /** When the pod went: what its queue still brings is told to nobody. */
  goneAt: Date | null
  device: string | null
  statusSlot: Date | null
  metricsSlot: Date | null
  statusAt: Date | null
  metricsAt: Date | null
  /** The last counters were read at a time that has not come yet, by the clock of the database. */
  isMetricsAhead: boolean
  watchedUntil: Date | null
  failure: Trouble | null
  metricsFailure: Trouble | null
  peers: Map<string, PeerMemory>
  counters: PathCounter[]
  version: string | null
  homeRegion: number | null
}

/** A directed link as it is now (table path_now). */
export interface Link {
  observer: string
  peer: string
  target: string
  podUid: string
  /** When that pod was last looked at; null where it is gone, or was not seen since another took its place. */
  podSeenAt: Date | null
  peerName: string
  /** The device list says that the peer is not connected: `--active` leaves it out as it does one that is idle. */
  peerOffline: boolean
  path: Path
  since: Date
  idleSince: Date | null
  activeSince: Date | null
  /** With traffic in this span, before `activeSince`. */
  trafficSeconds: number
  reason: string | null
}

/** A closed stretch of a link's history (table path_span). */
export interface Span
  extends Omit<Link, 'since' | 'idleSince' | 'activeSince' | 'podSeenAt' | 'peerOffline'> {
  startedAt: Date
  endedAt: Date
  endedBy: 'changed' | 'gap' | 'gone'
}
