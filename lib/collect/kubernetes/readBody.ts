import type { IncomingMessage } from 'node:http'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from '../failed.ts'
import { connectionFailure } from './connectionFailure.ts'

/** The whole body as text. One that is larger than `limitBytes` is `too_large` and is read no further. */
export async function readBody(
  response: IncomingMessage,
  limitBytes: number,
  what: string,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length
      // Leaving the loop destroys the socket.
      if (length > limitBytes) return failed('too_large', `${what}: more than ${limitBytes} bytes`)
      chunks.push(chunk)
    }
  } catch (error) {
    return { ok: false, failure: connectionFailure(error, what, 'body', signal) }
  }
  return { ok: true, value: Buffer.concat(chunks).toString('utf8') }
}
