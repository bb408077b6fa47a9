import type { SourceState } from '#lib/tailnet/standing.ts'

const failures: Record<string, string> = {
  refused: 'connection refused',
  timeout: 'no answer in time',
  dns: 'name not found',
  tls: 'certificate not accepted',
  unauthorized: 'credential not accepted',
  forbidden: 'not allowed',
  not_found: 'not found',
  gone: 'gone',
  conflict: 'conflict',
  rate_limited: 'asked too often',
  server_error: 'server error',
  redirected: 'redirected elsewhere, not followed',
  truncated: 'answer cut short',
  malformed: 'answer not understood',
  too_large: 'answer too large',
  exec_failed: 'exec failed',
  not_running: 'tailscaled not running',
  stopped: 'stopped',
  killed: 'killed',
  suspended: 'stood still',
  unknown: 'reason not known',
}

/** A failure's code in words; a code of tomorrow is shown as it is. */
export function failureWords(code: string | null): string {
  return code === null ? 'reason not known' : (failures[code] ?? code.replaceAll('_', ' '))
}

export const sourceStateWords: Record<SourceState, string> = {
  ok: 'answers',
  failing: 'fails',
  denied: 'not allowed',
  absent: 'not there',
  off: 'switched off',
}
