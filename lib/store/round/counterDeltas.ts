import type { PathCounter } from '#lib/tailnet/reading.ts'

export interface CounterDeltas {
  deltas: PathCounter[]
  /** A counter fell: tailscaled started anew, and counts from zero. */
  restarted: boolean
}

const keyOf = (counter: PathCounter) => `${counter.path}/${counter.direction}`
const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0

/** Can these be compared? A value that is no count says nothing, and what is compared with it would be a spike. */
export const areCounts = (counters: readonly PathCounter[]): boolean =>
  counters.every(counter => isCount(counter.bytes) && isCount(counter.packets))

/**
 * What two readings of the same tailscaled's counters have between them. All its counters start anew together, so
 * when one fell or vanished every new value is growth. Labels that did not grow are left out, but for one row of zero where
 * none did: "measured, nothing" is not "not measured".
 */
export function counterDeltas(before: readonly PathCounter[], after: readonly PathCounter[]): CounterDeltas {
  const last = new Map(before.map(counter => [keyOf(counter), counter]))
  const now = new Map(after.map(counter => [keyOf(counter), counter]))
  const restarted = before.some(counter => counter.bytes > (now.get(keyOf(counter))?.bytes ?? 0))
  const deltas = after.map(counter => {
    const base = restarted ? undefined : last.get(keyOf(counter))
    return {
      ...counter,
      bytes: counter.bytes - (base?.bytes ?? 0),
      packets: Math.max(0, counter.packets - (base?.packets ?? 0)),
    }
  })
  const grown = deltas.filter(delta => delta.bytes > 0 || delta.packets > 0)
  return { restarted, deltas: grown.length > 0 ? grown : deltas.slice(0, 1) }
}
