import type { PathCounter } from '#lib/tailnet/reading.ts'

/** What two readings of a tailscaled's counters say that decides on an exec. */
export interface CounterMoves {
  derpGrew: boolean
  restarted: boolean
  /** Labels that carried traffic, as "direct_ipv4/out". */
  moving: ReadonlySet<string>
}

/** Handshakes and keepalives of an otherwise silent peer stay below this per interval. */
const trafficBytes = 1024

/** Compares two readings of the same tailscaled; a counter that fell means that it started anew. */
export function counterMoves(before: readonly PathCounter[], after: readonly PathCounter[]): CounterMoves {
  const last = new Map(before.map(counter => [keyOf(counter), counter.bytes]))
  const restarted = after.some(counter => counter.bytes < (last.get(keyOf(counter)) ?? 0))
  const grown = after.filter(
    counter => counter.bytes - (restarted ? 0 : (last.get(keyOf(counter)) ?? 0)) >= trafficBytes,
  )
  return {
    restarted,
    derpGrew: grown.some(counter => counter.path === 'derp'),
    moving: new Set(grown.map(keyOf)),
  }
}

const keyOf = (counter: PathCounter) => `${counter.path}/${counter.direction}`

/** Has a label begun or ceased to carry traffic? */
export function mixChanged(before: ReadonlySet<string>, after: ReadonlySet<string>): boolean {
  return before.size !== after.size || [...before].some(label => !after.has(label))
}
