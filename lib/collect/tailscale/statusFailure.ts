import { z } from 'zod'
import type { FailureCode, SourceFailure } from '#lib/tailnet/failure.ts'
import { failure } from '../failed.ts'
import { scrubbed } from './scrubbed.ts'

const byStatus: Record<number, FailureCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  410: 'gone',
  429: 'rate_limited',
}

/** `message` of the Tailscale API, or the words of an OAuth token endpoint (RFC 6749 section 5.2). */
const wireError = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
})

export interface ErrorAnswer {
  /** Method and path. */
  what: string
  status: number
  /** The body, or its beginning. */
  text: string
  retryAfterSeconds: number | null
  secrets: readonly string[]
}

/** What an answer outside of 2xx means, with the words the control plane has for it, scrubbed. */
export function statusFailure({
  what,
  status,
  text,
  retryAfterSeconds,
  secrets,
}: ErrorAnswer): SourceFailure {
  const error = errorIn(text)
  const words = scrubbed(error?.message ?? error?.error_description ?? error?.error ?? '', secrets)
  const isClientRefused = status === 400 && error?.error === 'invalid_client'
  const code = isClientRefused
    ? 'unauthorized'
    : (byStatus[status] ?? (status >= 500 ? 'server_error' : 'unknown'))
  return failure(code, `${what}: ${status}${words && ` ${words}`}`, { httpStatus: status, retryAfterSeconds })
}

function errorIn(text: string): z.output<typeof wireError> | null {
  try {
    return wireError.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
