import type { Failure } from '#components/live/answer.ts'
import type { Question } from '#components/live/views.ts'
import { answerTo } from './answerTo.ts'
import type { Ask } from './ask.ts'
import { askedParams } from './askedParams.ts'
import { badRequest } from './failureOf.ts'

const statuses: Record<Failure['code'], number> = {
  bad_request: 400,
  not_found: 404,
  database_away: 503,
  unreachable: 503,
  broken: 500,
}

/** A handler for GET that answers a question as JSON: the view, or `{ error: { code, why, todo } }`. */
export function answerWith<Q extends Question>(ask: Ask<Q>): (request: Request) => Promise<Response> {
  return async request => {
    const asked = askedParams(Object.fromEntries(new URL(request.url).searchParams))
    const { view, failure } = asked.ok
      ? await answerTo(ask, asked.params)
      : { view: null, failure: badRequest(asked.why) }
    const headers = { 'Cache-Control': 'no-store' }
    if (failure) return Response.json({ error: failure }, { status: statuses[failure.code], headers })
    return Response.json(view, { headers })
  }
}
