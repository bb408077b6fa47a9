import type { Question } from '#components/live/views.ts'
import { answerTo } from './answerTo.ts'
import type { Ask } from './ask.ts'
import { askedParams } from './askedParams.ts'
import { badRequest } from './failureOf.ts'
import { refuse } from './refuse.ts'
import { versionOf } from './versionOf.ts'

const noStore = { 'Cache-Control': 'no-store' }

/**
 * A handler for GET that answers a question as JSON: the view, or `{ error: { code, why, todo } }`. An answer that can be
 * known as still good has an ETag, and is not made again for one who holds it.
 */
export function answerWith<Q extends Question>(ask: Ask<Q>): (request: Request) => Promise<Response> {
  return async request => {
    const asked = askedParams(Object.fromEntries(new URL(request.url).searchParams))
    if (!asked.ok) return refuse(badRequest(asked.why))
    const { params } = asked
    // Who asks for changes gets a small answer of its own each time.
    const version = ask.isMarked && !params.since ? await versionOf(ask.question, params) : null
    const headers = version ? { 'Cache-Control': 'private, no-cache', ETag: version } : noStore
    if (version && holds(request.headers.get('If-None-Match'), version))
      return new Response(null, { status: 304, headers })
    const { view, failure } = await answerTo(ask, params)
    return failure ? refuse(failure) : Response.json(view, { headers })
  }
}

/** Compared weakly (RFC 9110, 13.1.2): a proxy that packs an answer may have marked its ETag as weak. */
const holds = (asked: string | null, version: string) =>
  asked?.split(',').some(each => each.trim() === version || each.trim() === '*') ?? false
