type Refusal =
  | 'unauthorized'
  | 'not_yours'
  | 'content_type'
  | 'bad_message'
  | 'too_large'
  | 'too_slow'
  | 'cut'
  | 'broken'
  | 'too_many'
  | 'full'
  | 'away'

/** What a sender is told: whether to try again (401, 429, 5xx) or to leave this message out (other 4xx). */
const refusals: Record<Refusal, { status: number; why: string }> = {
  // The same words for no token, an unknown one and a revoked one: a guess learns nothing.
  unauthorized: { status: 401, why: 'No token that is known here. Make one with: npm run token -- create' },
  not_yours: { status: 403, why: 'The token may not speak for this pod.' },
  content_type: { status: 415, why: 'Send application/json, not compressed.' },
  bad_message: { status: 400, why: 'The message cannot be read.' },
  too_large: { status: 413, why: 'The message is larger than 4 MiB.' },
  too_slow: { status: 408, why: 'The message did not come within 30 s.' },
  cut: { status: 408, why: 'The message ended in the middle.' },
  broken: { status: 500, why: 'The message could not be taken in. The log of the pages has more.' },
  too_many: { status: 429, why: 'More messages than this token may send at once.' },
  full: { status: 429, why: 'No collector takes in what was pushed: see /settings.' },
  away: { status: 503, why: 'The database does not answer.' },
}

const headers = { 'Cache-Control': 'no-store' }

export const taken = ({ had }: { had: boolean }) =>
  Response.json({ ok: true, had, words: had ? 'already have it' : 'taken' }, { headers })

export function refused(code: Refusal, retryAfterSeconds: number | null = null, why?: string): Response {
  const { status, why: usual } = refusals[code]
  return Response.json(
    { error: { code, why: why ?? usual } },
    {
      status,
      headers: {
        ...headers,
        ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
        ...(retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      },
    },
  )
}
