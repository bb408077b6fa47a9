import type { ObservedFlow } from '../input.ts'

/** Fewer stretches between looks show no plateau, and no room to spare: at two looks a minute these are three minutes. */
const leastStretches = 6
/** Below this rate every relay has room: an idle SSH session stays at one rate too. */
const leastMbits = 1
/** A rate that differs by so little over minutes is held at it. */
const plateau = 0.1
/** Twice what it mostly takes, and nothing lost: there was room. */
const room = 2

/** What the rates and drops of the last minutes say of the relay; null where they do not tell. */
export function relayLimit(flow: ObservedFlow | null): 'held back' | 'has room' | null {
  if (!flow || flow.derpMbits.length < leastStretches) return null
  const sorted = flow.derpMbits.toSorted((a, b) => a - b)
  const [lowest = 0, highest = 0, median = 0] = [sorted[0], sorted.at(-1), sorted[sorted.length >> 1]]
  if (lowest >= leastMbits && highest - lowest <= plateau * median) return 'held back'
  const isLossless = droppedOut(flow) === 0
  return highest >= leastMbits && highest >= room * median && isLossless ? 'has room' : null
}

/** Packets lost on the way out. */
export const droppedOut = ({ drops }: ObservedFlow) =>
  drops.reduce((sum, { direction, packets }) => sum + (direction === 'out' ? packets : 0), 0)
