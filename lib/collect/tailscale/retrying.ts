import { setTimeout as wait } from 'node:timers/promises'
import type { FailureCode, Outcome } from '#lib/tailnet/failure.ts'

/** Passing: a server that restarts, is busy, or dropped the connection. */
const passing: readonly FailureCode[] = ['rate_limited', 'server_error', 'refused', 'truncated']
const mostTries = 4
const firstPauseMs = 500
/** Longer pauses are left to the next round, which tells the failure meanwhile. */
const mostPausesMs = 20_000

export interface Patience {
  /** Resolves after `ms`, or earlier when the signal aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** From 0 to 1. */
  random(): number
}

export const realPatience: Patience = {
  sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}),
  random: Math.random,
}

/**
 * Tries again what may pass, after doubling pauses with jitter, or after Retry-After where that is longer. The last
 * failure is the answer when tries or time are used up. The API documents no limit and no advice for either
 * (tailscale/tailscale#14328).
 */
export async function retrying<T>(
  attempt: () => Promise<Outcome<T>>,
  { sleep, random }: Patience,
  signal: AbortSignal,
): Promise<Outcome<T>> {
  let pauses = 0
  for (let tries = 1; ; tries++) {
    const outcome = await attempt()
    if (outcome.ok || tries === mostTries || !passing.includes(outcome.failure.code)) return outcome
    const backoff = firstPauseMs * 2 ** (tries - 1) * (0.5 + random())
    const pause = Math.max(backoff, (outcome.failure.retryAfterSeconds ?? 0) * 1000)
    pauses += pause
    if (pauses > mostPausesMs) return outcome
    await sleep(pause, signal)
    if (signal.aborted) return outcome
  }
}
