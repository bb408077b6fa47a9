import type { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from './failed.ts'

/**
 * Reads a foreign value by its schema. A value of another shape is `malformed`, named by its path and by what
 * was expected there; the value itself is not repeated, since it may be a secret or megabytes long.
 */
export function readShape<T>(schema: z.ZodType<T>, value: unknown, what: string): Outcome<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const issue = parsed.error.issues[0]
  const path = issue && issue.path.length > 0 ? `.${issue.path.map(String).join('.')}` : ''
  return failed('malformed', `${what}${path}: ${issue?.message ?? 'unexpected shape'}`)
}
