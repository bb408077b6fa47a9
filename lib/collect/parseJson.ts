import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from './failed.ts'

/** V8 says so where the text ends inside a value; elsewhere it names the position. */
const endsEarly = /end of JSON input|Unterminated string/

/**
 * Parses JSON and tells a body cut short (`truncated`: ask again) from one that is no JSON (`malformed`).
 * The detail names the position, never the text: bodies may hold secrets.
 */
export function parseJson(text: string, what: string): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? Number.NaN)
    const atEnd = endsEarly.test(message) || position >= text.trimEnd().length
    if (atEnd)
      return failed('truncated', `${what} ends after ${text.length} characters, in the middle of JSON`)
    const where = Number.isNaN(position) ? '' : ` at character ${position}`
    return failed('malformed', `${what} is not JSON${where}`)
  }
}
