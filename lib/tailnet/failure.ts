/** Why a source gave nothing. Words for it are made at the screen. */
export type FailureCode =
  | 'refused'
  | 'timeout'
  | 'dns'
  | 'tls'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'gone'
  | 'conflict'
  | 'rate_limited'
  | 'server_error'
  | 'redirected'
  | 'truncated'
  | 'malformed'
  | 'too_large'
  | 'exec_failed'
  | 'not_running'
  | 'stopped'
  | 'unknown'

/** A failed look at a source: `detail` never holds a credential. */
export interface SourceFailure {
  code: FailureCode
  detail: string
  httpStatus: number | null
  retryAfterSeconds: number | null
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: SourceFailure }
