import type { z } from 'zod'
import { isOwnOrigin } from './isOwnOrigin.ts'

const mostBytes = 16_384

/** An answer that says what was wrong and what to do. */
export const refuse = (status: number, code: string, why: string, todo: string) =>
  Response.json({ error: { code, why, todo } }, { status, headers: { 'Cache-Control': 'no-store' } })

type Read<T> = { ok: true; value: T } | { ok: false; answer: Response }

/** The JSON of a POST from our own pages, or from a program that is no browser; else the answer that refuses it. */
export async function ownJson<T extends z.ZodType>(request: Request, shape: T): Promise<Read<z.output<T>>> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json')
    return {
      ok: false,
      answer: refuse(415, 'bad_request', 'This is sent as application/json.', 'Send JSON.'),
    }
  if (!isOwnOrigin(request.headers))
    return {
      ok: false,
      answer: refuse(403, 'forbidden', 'Another site sent this.', 'Use tailpath’s own pages.'),
    }
  const read = shape.safeParse(await jsonOf(request))
  if (read.success) return { ok: true, value: read.data }
  const field = read.error.issues[0]?.path.join('.') || 'the body'
  return { ok: false, answer: refuse(400, 'bad_request', `“${field}” cannot be read.`, 'Reload the page.') }
}

/** Null for what is no JSON, or more of it than anyone needs. */
async function jsonOf(request: Request): Promise<unknown> {
  try {
    const text = await request.text()
    return text.length > mostBytes ? null : JSON.parse(text)
  } catch {
    return null
  }
}
