import type { Outcome } from '#lib/tailnet/failure.ts'
import type { StatusReading } from '#lib/tailnet/reading.ts'
import { isRelayed } from './lookStatus.ts'
import type { PodMemory } from './podMemory.ts'

/** Enough samples for any verdict. */
const looksKept = 10

/** Notes what a look at the paths means for the next one, and for diagnosis. */
export function noteStatus(memory: PodMemory, outcome: Outcome<StatusReading>, slot: Date, at: Date): void {
  memory.late.status = !outcome.ok && outcome.failure.code === 'timeout'
  if (!outcome.ok) {
    memory.look = { ...memory.look, lookedAt: slot, failed: true }
    return
  }
  memory.look = {
    ...memory.look,
    lookedAt: slot,
    failed: false,
    relayed: isRelayed(outcome.value),
    derpGrew: false,
    mixChanged: false,
    restarted: false,
    objectChanged: false,
  }
  memory.status = outcome.value
  memory.goodLooks = [...memory.goodLooks.slice(1 - looksKept), at]
  for (const peer of outcome.value.peers) memory.peers.set(peer.device, peer)
}
