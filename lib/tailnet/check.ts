import type { NetInfo } from './reading.ts'

/** What a person may ask of a pod: to wake a link, or to look at its own network. Both disturb what they measure. */
export type CheckKind = 'ping' | 'netcheck'

/** One pong, or its absence. */
export interface Pong {
  via: 'direct' | 'derp' | 'peer_relay' | 'inner' | 'timeout'
  /** Address, relay or code of the DERP region; null where the way has none. */
  where: string | null
  ms: number | null
}

/** What a check brought: probed, never observed. */
export type CheckResult = { kind: 'ping'; pongs: Pong[] } | { kind: 'netcheck'; netInfo: NetInfo }

export type CheckState = 'asked' | 'running' | 'done' | 'failed'

/** A check that somebody asked for. */
export interface CheckSeen {
  id: string
  requestedAt: Date
  requestedBy: string
  target: { cluster: string; namespace: string; name: string } | null
  kind: CheckKind
  /** A device, by id and name, for a ping. */
  peer: string | null
  peerName: string | null
  state: CheckState
  startedAt: Date | null
  finishedAt: Date | null
  result: CheckResult | null
  code: string | null
  detail: string | null
}
