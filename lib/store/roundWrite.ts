import type { SourceFailure } from '#lib/tailnet/failure.ts'
import type { PodUid, TargetId } from '#lib/tailnet/ids.ts'
import type { TailscaledReading } from '#lib/tailnet/reading.ts'

/** One look into a pod, good or failed, as it is handed to `recordRounds`. */
export interface RoundWrite {
  target: TargetId
  podUid: PodUid
  /** Start of the interval that the look belongs to: with pod and source it is the round's identity. */
  slot: Date
  source: 'status' | 'metrics'
  /** When it was made: the time of all that it saw. */
  startedAt: Date
  tookMs: number
  /** How long after the look before it this one was meant to be: what was left out on purpose is no hole. */
  intervalSeconds: number
  outcome: { ok: true; reading: TailscaledReading } | { ok: false; failure: SourceFailure }
}

/** What became of a round. */
export interface RoundResult {
  /** It was there already, or is older than what was taken in before: nothing changed. */
  duplicate: boolean
  /** Links whose path changed its kind, family, relay or region, or began or ceased to be known. */
  flips: number
}
