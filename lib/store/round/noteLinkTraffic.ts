import type { PathKind } from '#lib/tailnet/path.ts'
import type { PeerReading } from '#lib/tailnet/reading.ts'
import type { Ledger } from './ledger.ts'
import type { Link, Observer } from './observer.ts'
import type { PeerMemory } from './peerMemory.ts'

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0

/**
 * Counts what a link carried since its last reading. A counter that fell began anew. Without a memory the peer was
 * silent for 5 minutes, and its counters began anew when it spoke again: then all of them is new, from the look that
 * still saw it idle. Of a link never seen before it is not known when its bytes went: its first reading is only a base.
 */
export function noteLinkTraffic(
  ledger: Ledger,
  seen: {
    observer: Observer
    peer: PeerReading
    kind: PathKind
    memory: PeerMemory | undefined
    link: Link | undefined
    at: Date
  },
): void {
  const { observer, peer, kind, memory, link, at } = seen
  if (!isCount(peer.rxBytes) || !isCount(peer.txBytes) || observer.device === null) return
  const wasIdle = link !== undefined && (link.path.kind === 'idle' || link.idleSince !== null)
  const from = memory?.lastAt ?? (wasIdle ? observer.statusAt : null)
  if (!from || from >= at) return
  const beganAnew = !memory || peer.rxBytes < memory.rx || peer.txBytes < memory.lastTx
  const rx = beganAnew ? peer.rxBytes : peer.rxBytes - memory.rx
  const tx = beganAnew ? peer.txBytes : peer.txBytes - memory.lastTx
  if (rx === 0 && tx === 0) return
  const { device, target } = observer
  ledger.linkTraffic.push({ observer: device, peer: peer.device, target, kind, from, to: at, rx, tx })
}
