import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { addReviewNote } from '#lib/store/addReviewNote.ts'
import type { Database } from '#lib/store/database.ts'
import { failureOf } from './failureOf.ts'
import { isOwnOrigin } from './isOwnOrigin.ts'
import { type ReviewAsk, reviewOf } from './reviewOf.ts'

const shape = z.object({
  scope: z.string().min(1).max(800).default('all'),
  by: z.string().trim().min(1).max(80),
  text: z.string().trim().min(1).max(500),
})
const mostBytes = 8_192

const headers = { 'Cache-Control': 'no-store' }
const refuse = (status: number, code: string, why: string, todo: string) =>
  Response.json({ error: { code, why, todo } }, { status, headers })

/**
 * `POST /api/v1/review/<week>`: a person writes a note beside a review. It is never changed and never taken away; the store
 * keeps when it came, who they said they are and a short hash of the address it came from.
 */
export async function noteReview(
  request: Request,
  ask: Omit<ReviewAsk, 'scope' | 'week'> & { week: string | null },
): Promise<Response> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json')
    return refuse(415, 'bad_request', 'A note is sent as application/json.', 'Send JSON.')
  if (!isOwnOrigin(request.headers))
    return refuse(403, 'forbidden', 'Another site sent this.', 'Write notes on tailpath’s own pages.')
  const { week } = ask
  if (week === null) return refuse(404, 'not_found', 'That is no week.', 'A week is written 2026-W47.')
  const note = shape.safeParse(await jsonOf(request))
  if (!note.success) {
    const field = note.error.issues[0]?.path.join('.') || 'the body'
    return refuse(
      400,
      'bad_request',
      `“${field}” cannot be read.`,
      'A note has a text and says who wrote it.',
    )
  }
  try {
    return await noted(ask.db, { ...ask, week }, note.data, askerOf(request.headers))
  } catch (error) {
    const failure = failureOf(error)
    console.error(`review: ${failure.why}`, failure.code === 'broken' ? error : '')
    return refuse(failure.code === 'database_away' ? 503 : 500, failure.code, failure.why, failure.todo)
  }
}

async function noted(
  db: Database,
  ask: Omit<ReviewAsk, 'scope'>,
  note: z.output<typeof shape>,
  asker: string,
): Promise<Response> {
  const found = await reviewOf({ ...ask, scope: note.scope })
  if (found.kind !== 'review')
    return refuse(404, 'not_found', 'There is no such review.', 'See /review for those that there are.')
  const id = await addReviewNote(db, { week: ask.week, ...note, asker })
  if (id === null)
    return refuse(429, 'too_many', 'This week has as many notes as it can hold.', 'Write it elsewhere.')
  return Response.json({ id }, { status: 201, headers })
}

async function jsonOf(request: Request): Promise<unknown> {
  const text = await request.text().catch(() => '')
  if (text.length > mostBytes) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Tells callers apart in the record without keeping their addresses: 32 bits of a keyed hash fit many addresses. */
function askerOf(headers: Headers): string {
  const address = headers.get('x-forwarded-for')?.split(',')[0]?.trim()
  if (!address) return 'anonymous'
  return createHmac('sha256', process.env.DATABASE_URL ?? '')
    .update(address)
    .digest('hex')
    .slice(0, 8)
}
