import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import type { FailureCode, SourceFailure } from '#lib/tailnet/failure.ts'
import { failure } from '../failed.ts'
import { parseJson } from '../parseJson.ts'
import { retryAfterSeconds } from '../tailscale/retryAfterSeconds.ts'
import { withoutCredentials } from './withoutCredentials.ts'

/** metav1.Status, the body of every answer of an API server that is no success. */
const wireStatus = z.object({ message: z.string() })

const codes: Record<number, FailureCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  410: 'gone',
  413: 'too_large',
  429: 'rate_limited',
  504: 'timeout',
}

/** What the kubelet says of a container in which nothing can be run or read yet, or any more. */
const notRunning =
  /container not found|is not running|waiting to start|does not have a host assigned|is terminated/i
/** What the API server says where it does not reach the pod or the kubelet. */
const unreached = /connection refused|no route to host|no endpoints available/i
const tooSlow = /i\/o timeout|deadline exceeded|Client\.Timeout/i

/** An answer that is no success, as a failure. `body` is the text that came with it, as far as it was read. */
export function statusFailure(
  status: number,
  what: string,
  body: string,
  headers: IncomingHttpHeaders,
  now: Date,
): SourceFailure {
  const message = messageOf(body)
  const detail = message ? `${what}: HTTP ${status}: ${message}` : `${what}: HTTP ${status}`
  return failure(codeFor(status, message), detail, {
    httpStatus: status,
    retryAfterSeconds: retryAfterSeconds(headers['retry-after'] ?? null, now),
  })
}

function codeFor(status: number, message: string): FailureCode {
  const known = codes[status]
  if (status >= 300 && status < 400) return 'redirected'
  if ((status === 400 || status >= 500) && notRunning.test(message)) return 'not_running'
  if (status >= 500 && unreached.test(message)) return 'refused'
  if (status >= 500 && tooSlow.test(message)) return 'timeout'
  if (known) return known
  return status >= 500 ? 'server_error' : 'unknown'
}

/** Of a proxied pod the body is the pod's own; only a short text is taken as a message. */
function messageOf(body: string): string {
  const json = parseJson(body, 'status')
  const status = wireStatus.safeParse(json.ok ? json.value : null)
  if (status.success) return withoutCredentials(status.data.message)
  return body.length <= 300 && !body.trimStart().startsWith('<') ? withoutCredentials(body) : ''
}
