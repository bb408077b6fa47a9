import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { Access, ApiServer } from './apiServer.ts'
import { connectionFailure } from './connectionFailure.ts'
import { readBody } from './readBody.ts'
import { statusFailure } from './statusFailure.ts'
import { withoutToken } from './withoutToken.ts'

/** One question to an API server. */
export interface Ask {
  /** For messages: what is asked for. */
  what: string
  /** With its query, under the server's own path. */
  path: string
  accept?: string
  /** Sent as JSON by POST. */
  body?: unknown
}

const errorBytes = 64 * 1024

/**
 * Sends a request and gives the answer with its body unread; the caller reads or destroys it. Any answer but a 2xx is a
 * failure. A redirect is one too: it would carry the credentials to another server. Refused credentials are asked for anew
 * once, as a token may have been replaced before its time.
 */
export async function kubeRequest(
  server: ApiServer,
  ask: Ask,
  signal: AbortSignal,
): Promise<Outcome<IncomingMessage>> {
  const access = await server.access(signal)
  if (!access.ok) return access
  const answer = await sent(server, access.value, ask, signal)
  if (answer.ok || answer.failure.code !== 'unauthorized' || !server.renew(access.value)) return answer
  const renewed = await server.access(signal)
  return renewed.ok ? await sent(server, renewed.value, ask, signal) : renewed
}

async function sent(
  server: ApiServer,
  access: Access,
  ask: Ask,
  signal: AbortSignal,
): Promise<Outcome<IncomingMessage>> {
  let response: IncomingMessage
  try {
    response = await answerTo(server.url, access, ask, signal)
  } catch (error) {
    return { ok: false, failure: connectionFailure(error, ask.what, 'head', signal) }
  }
  const status = response.statusCode ?? 0
  if (status >= 200 && status < 300) return { ok: true, value: response }
  const body = await readBody(response, errorBytes, ask.what, signal)
  const text = body.ok ? body.value : ''
  const failure = statusFailure(status, ask.what, text, response.headers, server.now())
  return { ok: false, failure: withoutToken(failure, access) }
}

function answerTo(url: URL, access: Access, ask: Ask, signal: AbortSignal): Promise<IncomingMessage> {
  const body = ask.body === undefined ? null : JSON.stringify(ask.body)
  const options = {
    ...access.tls,
    agent: access.agents.request,
    method: body === null ? 'GET' : 'POST',
    headers: {
      Accept: ask.accept ?? 'application/json',
      'User-Agent': 'tailpath',
      ...(body === null
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
      ...access.headers,
    },
    signal,
  }
  return new Promise((resolve, reject) => {
    const target = new URL(url.origin + url.pathname.replace(/\/+$/, '') + ask.path)
    const sending: ClientRequest =
      url.protocol === 'https:' ? httpsRequest(target, options) : httpRequest(target, options)
    sending.on('response', resolve)
    // Stays on after the answer began: a socket that breaks then is told by the body.
    sending.on('error', (error: NodeJS.ErrnoException) => {
      // The server may have closed an idle connection just as it was used again; nothing asked here changes anything.
      const isStale = sending.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code ?? '') && !signal.aborted
      if (isStale) answerTo(url, access, ask, signal).then(resolve, reject)
      else reject(error)
    })
    sending.end(body ?? undefined)
  })
}
