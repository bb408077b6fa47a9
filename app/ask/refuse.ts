import type { Failure } from '#components/live/answer.ts'

const statuses: Record<Failure['code'], number> = {
  bad_request: 400,
  not_found: 404,
  database_away: 503,
  unreachable: 503,
  broken: 500,
}

/** A failure as an answer over HTTP: `{ error: { code, why, todo } }`. */
export const refuse = (failure: Failure): Response =>
  Response.json(
    { error: failure },
    { status: statuses[failure.code], headers: { 'Cache-Control': 'no-store' } },
  )
