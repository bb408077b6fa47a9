import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { askCheck } from '#lib/store/checks/askCheck.ts'
import type { Database } from '#lib/store/database.ts'
import { failureOf } from './failureOf.ts'
import { isOwnOrigin } from './isOwnOrigin.ts'

const name = z.string().min(1).max(253)
const place = { cluster: name, namespace: name, name }
const shape = z.discriminatedUnion('kind', [
  z.object({ target: z.object(place), kind: z.literal('ping'), peer: name }),
  z.object({ target: z.object(place), kind: z.literal('netcheck') }),
])
const mostBytes = 4_096

const headers = { 'Cache-Control': 'no-store' }
const refuse = (status: number, code: string, why: string, todo: string, more: Record<string, string> = {}) =>
  Response.json({ error: { code, why, todo } }, { status, headers: { ...headers, ...more } })

/**
 * `POST /api/v1/checks`: asks for a ping or a netcheck of a pod; the answer is its number in the queue. Taken only from our
 * own pages, or from a program that is no browser: another site cannot make a reader's browser ask.
 */
export async function askForCheck(db: Database, request: Request): Promise<Response> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json')
    return refuse(415, 'bad_request', 'A check is asked for as application/json.', 'Send JSON.')
  if (!isOwnOrigin(request.headers))
    return refuse(403, 'forbidden', 'Another site asked for this check.', 'Ask from tailpath’s own pages.')
  const ask = shape.safeParse(await jsonOf(request))
  if (!ask.success) {
    const why = 'The check cannot be read: it names a target, a kind and, for a ping, a peer.'
    return refuse(400, 'bad_request', why, 'See docs/checks.md.')
  }
  try {
    return await queued(db, ask.data, askerOf(request.headers))
  } catch (error) {
    const failure = failureOf(error)
    console.error(`checks: ${failure.why}`, failure.code === 'broken' ? error : '')
    return refuse(failure.code === 'database_away' ? 503 : 500, failure.code, failure.why, failure.todo)
  }
}

async function queued(db: Database, ask: z.output<typeof shape>, by: string): Promise<Response> {
  const peer = ask.kind === 'ping' ? ask.peer : null
  const asked = await askCheck(db, { address: ask.target, kind: ask.kind, peer, by })
  switch (asked.kind) {
    case 'asked':
      return Response.json({ id: asked.id }, { status: 202, headers })
    case 'no_target':
      return refuse(404, 'not_found', 'There is no such pod now.', 'It may have gone: see /pods.')
    case 'no_peer':
      return refuse(404, 'not_found', 'The pod has no link to such a device.', 'Choose one of its peers.')
    case 'not_allowed':
      return refuse(
        409,
        'not_allowed',
        `Nobody may look into this pod: ${asked.why}.`,
        'See /settings, “Rights”.',
      )
    case 'too_many':
      return refuse(429, 'too_many', asked.why, `Ask again in ${asked.retryAfterSeconds} s.`, {
        'Retry-After': String(asked.retryAfterSeconds),
      })
  }
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
