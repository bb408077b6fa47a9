import type { SpanSeen } from '#lib/tailnet/history.ts'
import { flipKey } from '#lib/tailnet/path.ts'

/** A change of path: what carried traffic before, and what does since. */
export interface PathFlip {
  at: Date
  from: SpanSeen
  to: SpanSeen
  /** How long nothing flowed between the two. */
  pausedMs: number
}

/**
 * Changes of path in the spans of one direction. A pause is no change: DERP, idle, DERP again is the same path; and what was
 * not measured between two spans hides when, or whether, it changed.
 */
export function pathFlips(spans: readonly SpanSeen[]): PathFlip[] {
  const ordered = spans.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
  const flips: PathFlip[] = []
  let last: SpanSeen | null = null
  for (const span of ordered) {
    const { kind } = span.path
    if (kind === 'unknown' || kind === 'offline') last = null
    if (kind === 'unknown' || kind === 'offline' || kind === 'idle') continue
    if (last?.endedAt && last.endedBy === 'changed' && flipKey(last.path) !== flipKey(span.path)) {
      const pausedMs = span.startedAt.getTime() - last.endedAt.getTime()
      flips.push({ at: span.startedAt, from: last, to: span, pausedMs })
    }
    last = span
  }
  return flips
}
