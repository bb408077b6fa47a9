import type { EventNote } from '../write/noteEvents.ts'
import type { Fact } from '../write/saveFacts.ts'
import type { Link, Span } from './observer.ts'

/** A growth of one path counter of a target between two readings. */
export interface TrafficDelta {
  target: string
  path: string
  direction: string
  from: Date
  to: Date
  bytes: number
  packets: number
  /** The readings are further apart than they should be: where in between the bytes went is a guess. */
  isEstimated: boolean
}

/** A growth of a link's own counters. */
export interface LinkDelta {
  observer: string
  peer: string
  target: string
  kind: string
  from: Date
  to: Date
  rx: number
  tx: number
}

/** `links` links of a target had traffic by this kind of path all through the stretch. */
export interface PathStretch {
  target: string
  kind: string
  from: Date
  to: Date
  links: number
}

/** A hole of a pod's target begins, with its reason, or ends. */
export interface GapEdge {
  subject: string
  pod: string
  at: Date
  opens: { code: string; reason: string } | null
  /** Of an end: the hole that began here, or later, never was, as what was missing came late. Null for a true hole. */
  filledFrom?: Date | null
}

/** Sent to and not answered between two looks. */
export interface Silence {
  observer: string
  peer: string
  target: string
  from: Date
  to: Date
}

/** All that a batch of rounds has to write, gathered before anything is written. */
export interface Ledger {
  /** Links by observer and peer, as path_now has them or will have them. */
  links: Map<string, Map<string, Link>>
  /** Those that differ from path_now. */
  changed: Set<Link>
  ended: { observer: string; peer: string }[]
  spans: Span[]
  /** Stretches in the store that end where a hole of a link begins. */
  cuts: readonly Omit<Span, 'podUid'>[]
  /** Those of them that go on after all. */
  joined: Omit<Span, 'podUid'>[]
  traffic: TrafficDelta[]
  linkTraffic: LinkDelta[]
  pathTime: PathStretch[]
  gaps: GapEdge[]
  silences: Silence[]
  facts: (Fact & { at: Date })[]
  events: EventNote[]
}

export function newLedger(links: readonly Link[], cuts: Ledger['cuts'] = []): Ledger {
  const byObserver = new Map<string, Map<string, Link>>()
  for (const link of links) {
    const own = byObserver.get(link.observer) ?? new Map<string, Link>()
    byObserver.set(link.observer, own.set(link.peer, link))
  }
  return {
    links: byObserver,
    changed: new Set(),
    ended: [],
    spans: [],
    cuts,
    joined: [],
    traffic: [],
    linkTraffic: [],
    pathTime: [],
    gaps: [],
    silences: [],
    facts: [],
    events: [],
  }
}

/** Puts a link in place of what was known of it. */
export function keepLink(ledger: Ledger, link: Link): void {
  const own = ledger.links.get(link.observer) ?? new Map<string, Link>()
  const before = own.get(link.peer)
  if (before) ledger.changed.delete(before)
  ledger.changed.add(link)
  ledger.links.set(link.observer, own.set(link.peer, link))
}

/** Ends a link: its device or its observer is no more. */
export function dropLink(ledger: Ledger, link: Link): void {
  ledger.links.get(link.observer)?.delete(link.peer)
  ledger.changed.delete(link)
  ledger.ended.push({ observer: link.observer, peer: link.peer })
}
