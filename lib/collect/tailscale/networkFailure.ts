import type { FailureCode, SourceFailure } from '#lib/tailnet/failure.ts'
import { failure } from '../failed.ts'

/** Of getaddrinfo, connect, OpenSSL, zlib and undici; the first that fits counts. */
const codes: [RegExp, FailureCode][] = [
  [/^(ENOTFOUND|EAI_)/, 'dns'],
  [/^(ETIMEDOUT|UND_ERR_.*TIMEOUT)/, 'timeout'],
  [/^(ERR_TLS_|ERR_SSL_|EPROTO|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/, 'tls'],
  [/^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE|UND_ERR_SOCKET)$/, 'refused'],
  [/^(Z_(BUF|DATA|STREAM)_ERROR|HPE_.+|HTTPParserError)$/, 'malformed'],
]
/** The same when the head of the answer was there already: then it is cut short. */
const midway = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|Z_BUF_ERROR)$/

/**
 * Why `fetch` threw. Only error codes are repeated, never messages: the message for an invalid header holds the
 * header's value.
 */
export function networkFailure(error: unknown, what: string, phase: 'head' | 'body'): SourceFailure {
  const code = codeOf(error)
  if (code === null) return failure('unknown', `${what}: the request could not be sent`)
  if (phase === 'body' && midway.test(code))
    return failure('truncated', `${what}: the answer broke off (${code})`)
  const known = codes.find(([pattern]) => pattern.test(code))
  return failure(known?.[1] ?? 'unknown', `${what}: ${code}`)
}

/** `fetch` wraps what happened in causes; several addresses tried give an AggregateError. */
function codeOf(error: unknown): string | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if ('code' in each && typeof each.code === 'string') return each.code
    // Some of undici's parser errors have no code.
    if (each.name === 'HTTPParserError') return each.name
    if (each instanceof AggregateError) return codeOf(each.errors[0])
  }
  return null
}
