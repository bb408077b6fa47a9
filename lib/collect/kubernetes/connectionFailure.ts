import type { SourceFailure } from '#lib/tailnet/failure.ts'
import { failure } from '../failed.ts'
import { networkFailure } from '../tailscale/networkFailure.ts'
import { TimeOver } from '../tailscale/withDeadline.ts'

/**
 * Why a connection failed. An aborted signal (see `withDeadline`) speaks first: what the socket says then is only how it
 * was torn down.
 */
export function connectionFailure(
  error: unknown,
  what: string,
  phase: 'head' | 'body',
  signal: AbortSignal,
): SourceFailure {
  if (!signal.aborted) return networkFailure(error, what, phase)
  return signal.reason instanceof TimeOver
    ? failure('timeout', `${what}: no complete answer in time`)
    : failure('stopped', `${what}: stopped`)
}
