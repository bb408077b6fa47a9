import { z } from 'zod'
import type { Database } from '#lib/store/database.ts'
import { revokeShare } from '#lib/store/share/revokeShare.ts'
import { failureOf } from './failureOf.ts'
import { ownJson, refuse } from './ownJson.ts'

const shape = z.object({ id: z.string().regex(/^\d{1,18}$/) })

/** `POST /api/v1/share/revoke`: ends a frozen view by its id in the list. */
export async function revokeFrozen(db: Database, request: Request): Promise<Response> {
  const body = await ownJson(request, shape)
  if (!body.ok) return body.answer
  try {
    const isDone = await revokeShare(db, body.value.id)
    if (!isDone) return refuse(404, 'not_found', 'There is no such frozen view any more.', 'Reload the page.')
    return Response.json({ revoked: true }, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    const failure = failureOf(error)
    console.error(`share: ${failure.why}`, failure.code === 'broken' ? error : '')
    return refuse(failure.code === 'database_away' ? 503 : 500, failure.code, failure.why, failure.todo)
  }
}
