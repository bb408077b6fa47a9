import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from '../failed.ts'
import { type BodyReader, wholeText } from './bodyReader.ts'
import type { Limits } from './limits.ts'
import { networkFailure } from './networkFailure.ts'
import { retryAfterSeconds } from './retryAfterSeconds.ts'
import { statusFailure } from './statusFailure.ts'
import { TimeOver } from './withDeadline.ts'

export interface Request {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string
  /** Never repeated in a failure. */
  secrets: readonly string[]
  /** What takes the body while it arrives, made anew for each try; else all of it is kept. */
  reader?: () => BodyReader
}

export interface Wire {
  fetch: typeof fetch
  now: () => Date
  limits: Limits
}

/** Enough for `{"message": …}`, which is worth no long wait. */
const errorBytes = 16 * 1024
const errorBodyMs = 5_000

/**
 * One request and the whole text of its answer. Redirects are not followed: they would hand the credential on. Ends when
 * `signal` aborts, when the head or a piece of the body does not come in time, and when the body is over its limit.
 */
export async function exchange(wire: Wire, request: Request, signal: AbortSignal): Promise<Outcome<string>> {
  const { method, url, headers, body, secrets } = request
  const what = `${method} ${new URL(url).pathname}`
  const { limits } = wire
  const own = new AbortController()
  const follow = () => own.abort(signal.reason)
  signal.addEventListener('abort', follow)
  if (signal.aborted) follow()
  const patience = timerFor(own)
  let phase: 'head' | 'body' = 'head'
  try {
    patience.atMost(limits.headMs, `no answer within ${limits.headMs / 1000} s`)
    const response = await wire.fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: own.signal,
    })
    phase = 'body'
    const { status } = response
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      own.abort()
      return failed('redirected', `${what}: ${status || 'a'} redirect${targetOf(response, url)}`, {
        httpStatus: status || null,
      })
    }
    if (!response.ok) {
      patience.atMost(Math.min(errorBodyMs, limits.stallMs), 'no words for the error')
      const words = wholeText()
      await readUpTo(errorBytes, response, words).catch(() => false)
      own.abort()
      const after = retryAfterSeconds(response.headers.get('retry-after'), wire.now())
      return {
        ok: false,
        failure: statusFailure({ what, status, text: words.rest(), retryAfterSeconds: after, secrets }),
      }
    }
    const onPiece = () =>
      patience.atMost(limits.stallMs, `the answer stood still for ${limits.stallMs / 1000} s`)
    onPiece()
    const reader = request.reader?.() ?? wholeText()
    const isWhole = await readUpTo(limits.bodyBytes, response, reader, onPiece)
    if (isWhole) return { ok: true, value: reader.rest() }
    own.abort()
    return failed(
      'too_large',
      `${what}: the answer is over ${Math.round(limits.bodyBytes / 1024 / 1024)} MiB`,
      {
        httpStatus: status,
      },
    )
  } catch (error) {
    const { aborted, reason } = own.signal
    if (reason instanceof TimeOver) return failed('timeout', `${what}: ${reason.message}`)
    if (aborted) return failed('stopped', `${what}: tailpath was stopping`)
    return { ok: false, failure: networkFailure(error, `${what} at ${new URL(url).host}`, phase) }
  } finally {
    patience.end()
    signal.removeEventListener('abort', follow)
  }
}

/** Aborts unless set anew or ended in time. */
function timerFor(controller: AbortController) {
  let timer: NodeJS.Timeout | undefined
  return {
    atMost(ms: number, words: string) {
      clearTimeout(timer)
      timer = setTimeout(() => controller.abort(new TimeOver(words)), ms)
    },
    end: () => clearTimeout(timer),
  }
}

/** Reads a body as UTF-8, but no further than `bytes`, counted after decompression. Was that all of it? */
async function readUpTo(
  bytes: number,
  response: Response,
  reader: BodyReader,
  onPiece = () => {},
): Promise<boolean> {
  const decoder = new TextDecoder()
  let size = 0
  for await (const piece of response.body ?? []) {
    onPiece()
    size += piece.byteLength
    if (size > bytes) return false
    reader.take(decoder.decode(piece, { stream: true }))
  }
  reader.take(decoder.decode())
  return true
}

/** Only its host: the rest of an address may hold a secret. */
function targetOf(response: Response, base: string): string {
  const location = response.headers.get('location')
  const target = location ? URL.parse(location, base) : null
  return target ? ` to ${target.protocol}//${target.host}` : ''
}
