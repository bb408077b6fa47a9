import type { LastAnswer } from '#lib/tailnet/classify.ts'
import type { PeerReading } from '#lib/tailnet/reading.ts'

/** Of a peer's readings, what the next one is compared with. `LastAnswer` without what `classify` does not read of it. */
export interface PeerMemory {
  /** Counters of the last reading in which the peer had answered. */
  rx: number
  tx: number
  at: Date
  silentSamples: number
  /** Of the last reading of all. */
  lastTx: number
  lastAt: Date
}

/** For `classify`, which compares counters only: the rest is the present reading's. */
export function lastAnswer(memory: PeerMemory, peer: PeerReading): LastAnswer {
  return {
    reading: { ...peer, rxBytes: memory.rx, txBytes: memory.tx },
    at: memory.at,
    silence: { samples: memory.silentSamples, txBytes: memory.lastTx, at: memory.lastAt },
  }
}

export function toMemory({ reading, at, silence }: LastAnswer): PeerMemory {
  return {
    rx: reading.rxBytes,
    tx: reading.txBytes,
    at,
    silentSamples: silence?.samples ?? 0,
    lastTx: silence?.txBytes ?? reading.txBytes,
    lastAt: silence?.at ?? at,
  }
}
