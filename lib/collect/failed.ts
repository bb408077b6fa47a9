import type { FailureCode, Outcome, SourceFailure } from '#lib/tailnet/failure.ts'

/** What a failure may carry besides its code and words. */
export interface FailureFacts {
  httpStatus?: number | null
  retryAfterSeconds?: number | null
}

/** Longest `detail` kept: enough for a message, too little for a dumped body. */
const detailLength = 300

/** A failure as a value. `detail` must hold no credential and no value from the body. */
export function failure(code: FailureCode, detail: string, facts: FailureFacts = {}): SourceFailure {
  return {
    code,
    detail: detail.slice(0, detailLength).toWellFormed().replaceAll('\0', '\u2400'),
    httpStatus: facts.httpStatus ?? null,
    retryAfterSeconds: facts.retryAfterSeconds ?? null,
  }
}

/** A failed outcome. */
export function failed(code: FailureCode, detail: string, facts: FailureFacts = {}): Outcome<never> {
  return { ok: false, failure: failure(code, detail, facts) }
}
