/** What is remembered of a pod between two looks, as far as it decides whether the next look pays. */
export interface LookMemory {
  /** Slot of the last exec tried, good or failed; null before the first. */
  lookedAt: Date | null
  failed: boolean
  /** The last good status showed links by DERP or peer relay, or without an answer. */
  relayed: boolean
  /** Metrics answered within the last three intervals. */
  metricsAnswer: boolean
  /** Bytes by DERP grew since the last look. */
  derpGrew: boolean
  /** A path label began or ceased to carry traffic since the last look. */
  mixChanged: boolean
  restarted: boolean
  objectChanged: boolean
}

export type LookReason =
  | 'first'
  | 'restarted'
  | 'object_changed'
  | 'derp_grew'
  | 'mix_changed'
  | 'relayed'
  | 'retry'
  | 'interval'
  | 'sweep'

/** The most telling first: the order in which a short budget is spent. */
const order: readonly LookReason[] = [
  'first',
  'restarted',
  'object_changed',
  'derp_grew',
  'mix_changed',
  'relayed',
  'retry',
  'interval',
  'sweep',
]

/** Place of a reason in the queue for the budget; lower goes first. */
export const urgency = (reason: LookReason) => order.indexOf(reason)

/**
 * Why an exec into this pod pays in this slot, or null. Exec is dear (audit log, a fork in someone's container), so
 * where metrics tell that nothing moved between paths it waits for the sweep; without metrics it is a plain
 * interval (DESIGN.md, "Exec is dear").
 */
export function statusWish(memory: LookMemory, slot: Date, sweepSeconds: number): LookReason | null {
  if (memory.lookedAt === null) return 'first'
  const elapsed = (slot.getTime() - memory.lookedAt.getTime()) / 1000
  if (elapsed <= 0) return null
  if (memory.restarted) return 'restarted'
  if (memory.objectChanged) return 'object_changed'
  if (memory.derpGrew) return 'derp_grew'
  if (memory.mixChanged) return 'mix_changed'
  if (memory.relayed) return 'relayed'
  if (memory.failed) return 'retry'
  if (!memory.metricsAnswer) return 'interval'
  return elapsed >= sweepSeconds ? 'sweep' : null
}
