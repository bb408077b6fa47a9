import type { DerpRegionId } from './ids.ts'
import type { Path } from './path.ts'
import type { PeerReading } from './reading.ts'

/**
 * What was last seen of a link before this sample. `reading` is the last one in which the peer had answered
 * (see `rememberAnswer`); a caller that samples slower than every 15 s may give simply its last reading.
 */
export interface LastAnswer {
  reading: PeerReading
  at: Date
  /** The samples since; absent where the caller does not count them. */
  silence?: {
    /** How many of them saw more sent and nothing come back. */
    samples: number
    /** Of the last of them. */
    txBytes: number
    at: Date
  }
}

/** A live peer answers data within 10 s, if only with a keepalive (WireGuard, KEEPALIVE_TIMEOUT). */
const silenceSeconds = 15
/** One sample may fall between a question and its answer. */
const silenceSamples = 2
/** A session is dead after 180 s without a new handshake (WireGuard, REJECT_AFTER_TIME). */
const sessionSeconds = 180
/** A keepalive as counted in `TxBytes` (32 bytes and the counter's 8): it is not answered. */
const keepaliveBytes = 40
/** Persistent keepalives, where a peer has them, come every 25 s (wgengine/wgcfg). */
const keepaliveEverySeconds = 25
/** One handshake initiation each 5 s: four of them are 15 s without an answer (WireGuard, REKEY_TIMEOUT). */
const unansweredHandshakesBytes = 4 * 148

const secondsBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000

/** Sent since `from`, beyond what keepalives account for. */
function sentMore(from: number, to: number, seconds: number): boolean {
  return to - from > keepaliveBytes * (1 + seconds / keepaliveEverySeconds)
}

/** Has anything come in since, or did a counter start anew (restart, or 5 idle minutes)? */
function hasAnswered(peer: PeerReading, last: LastAnswer): boolean {
  return peer.rxBytes !== last.reading.rxBytes || peer.txBytes < last.reading.txBytes
}

/** The samples without an answer, this one included. */
function silenceUntil(peer: PeerReading, last: LastAnswer, at: Date): NonNullable<LastAnswer['silence']> {
  const before = last.silence ?? { samples: 0, txBytes: last.reading.txBytes, at: last.at }
  const grew = sentMore(before.txBytes, peer.txBytes, secondsBetween(before.at, at))
  return { samples: before.samples + (grew ? 1 : 0), txBytes: peer.txBytes, at }
}

/**
 * What to hand to the next `classify`: the last reading in which the peer had answered, and how often
 * it has not since.
 */
export function rememberAnswer(peer: PeerReading, last: LastAnswer | null, at: Date): LastAnswer {
  if (!last || !peer.active || hasAnswered(peer, last)) {
    return { reading: peer, at, silence: { samples: 0, txBytes: peer.txBytes, at } }
  }
  return { ...last, silence: silenceUntil(peer, last, at) }
}

/**
 * Status says where packets are sent, not that any come back: a link whose far end is dead reads as DERP.
 * Recorded in lab/series/peer-gone.
 */
function isUnanswered(peer: PeerReading, last: LastAnswer | null, at: Date): boolean {
  if (last && hasAnswered(peer, last)) return false
  if (peer.lastHandshake && peer.lastWrite) {
    if (secondsBetween(peer.lastHandshake, peer.lastWrite) > sessionSeconds) return true
  }
  if (!peer.lastHandshake && peer.rxBytes === 0 && peer.txBytes >= unansweredHandshakesBytes) return true
  if (!last) return false
  const seconds = secondsBetween(last.at, at)
  if (seconds < silenceSeconds) return false
  if (!last.silence) return sentMore(last.reading.txBytes, peer.txBytes, seconds)
  return silenceUntil(peer, last, at).samples >= silenceSamples
}

/**
 * The path that packets to a peer take, from one sample and what was seen before it. The order is that of
 * `tailscale status` (cli/status.go), with "no answer" told from DERP; `Relay` is only the peer's home region
 * and proves nothing by itself. A peer absent from `status --active` is idle: that is the caller's to say.
 */
export function classify(
  peer: PeerReading,
  last: LastAnswer | null,
  at: Date,
  regionByCode: (code: string) => DerpRegionId | null,
): Path {
  if (!peer.active) return peer.online ? { kind: 'idle' } : { kind: 'offline' }
  if (peer.currentAddress !== null) {
    const family = peer.currentAddress.startsWith('[') ? 'ipv6' : 'ipv4'
    return { kind: 'direct', family, endpoint: peer.currentAddress }
  }
  if (peer.peerRelay !== null) return { kind: 'peer_relay', via: peer.peerRelay }
  if (isUnanswered(peer, last, at)) return { kind: 'no_answer' }
  if (peer.homeRegionCode === null) return { kind: 'unknown', why: 'not_reported' }
  return { kind: 'derp', region: regionByCode(peer.homeRegionCode) }
}
