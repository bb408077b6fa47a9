import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { markedFix } from '#lib/report/markedFix.ts'
import type { Database } from '#lib/store/database.ts'
import { causesHeld } from '#lib/store/read/causesHeld.ts'
import { marksOf } from '#lib/store/read/marksOf.ts'
import { targetDetail } from '#lib/store/read/targetDetail.ts'
import { saveFix } from '#lib/store/saveFix.ts'
import { failureOf } from './failureOf.ts'
import { isOwnOrigin } from './isOwnOrigin.ts'

const name = z.string().min(1).max(253)
const said = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .nullish()
    .transform(text => text || null)
const shape = z.object({
  target: z.object({ cluster: name, namespace: name, name }),
  remedy: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .nullable(),
  what: z.string().trim().min(1).max(200),
  at: z.iso.datetime({ offset: true }).transform(text => new Date(text)),
  by: said(80),
  note: said(500),
})

const mostBytes = 8_192
const dayMs = 86_400_000
/** Sessions of longer ago are compared with a week that may be gone. */
const oldestMs = 30 * dayMs
/** Clocks of browsers go a little ahead. */
const aheadMs = 60_000
const mostInMonth = 60

const headers = { 'Cache-Control': 'no-store' }
const refuse = (status: number, code: string, why: string, todo: string) =>
  Response.json({ error: { code, why, todo } }, { status, headers })

/**
 * `POST /api/v1/fixes`: a person says that a change was made that tailpath cannot notice by itself, and when. It becomes an
 * event with their words. Taken only from our own pages, or from a program that is no browser.
 */
export async function markFix(db: Database, request: Request, now: Date): Promise<Response> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json')
    return refuse(415, 'bad_request', 'A fix is marked as application/json.', 'Send JSON.')
  if (!isOwnOrigin(request.headers))
    return refuse(403, 'forbidden', 'Another site sent this.', 'Mark fixes on tailpath’s own pages.')
  const mark = shape.safeParse(await jsonOf(request))
  if (!mark.success) {
    const field = mark.error.issues[0]?.path.join('.') || 'the body'
    return refuse(
      400,
      'bad_request',
      `“${field}” cannot be read.`,
      'A fix names a target, what was done and when.',
    )
  }
  const { at } = mark.data
  if (at.getTime() > now.getTime() + aheadMs)
    return refuse(400, 'bad_request', 'That time has not come yet.', 'Mark a fix when it is applied.')
  if (now.getTime() - at.getTime() > oldestMs)
    return refuse(
      400,
      'bad_request',
      'That is more than 30 days ago.',
      'Sessions of then cannot be compared.',
    )
  try {
    return await marked(db, mark.data, at > now ? now : at, now)
  } catch (error) {
    const failure = failureOf(error)
    console.error(`fixes: ${failure.why}`, failure.code === 'broken' ? error : '')
    return refuse(failure.code === 'database_away' ? 503 : 500, failure.code, failure.why, failure.todo)
  }
}

async function marked(db: Database, mark: z.output<typeof shape>, at: Date, now: Date): Promise<Response> {
  const found = await targetDetail(db, mark.target)
  if (!found) return refuse(404, 'not_found', 'There is no pod of that name.', 'See /pods.')
  const { id: target, cluster } = found.place
  const since = new Date(now.getTime() - oldestMs)
  if ((await marksOf(db, { target, since })) >= mostInMonth)
    return refuse(
      429,
      'too_many',
      'Many fixes of this pod were marked already.',
      'Wait until they are told apart.',
    )
  const scope = { cluster: cluster.id, namespace: null, target, node: null }
  const held = await causesHeld(db, { scope, at })
  const { remedy, what, by, note } = mark
  const fix = markedFix({ cluster: cluster.id, target, what, remedy, at, by, note }, held)
  const id = await saveFix(db, { key: `by hand ${randomUUID()}`, fix, at: now })
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
