import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { parseJson } from '../parseJson.ts'
import { readShape } from '../readShape.ts'
import type { Request } from './exchange.ts'

export type TailscaleCredential =
  | { kind: 'api_key'; key: string }
  | { kind: 'oauth'; clientId: string; clientSecret: string }

export interface Token {
  text: string
  /** False for one that an earlier request used already: it may have been revoked since. */
  isNew: boolean
}

/** Where the token for the next request comes from. */
export interface Bearer {
  token(): Promise<Outcome<Token>>
  /** The control plane refused it. */
  refused(token: Token): void
  secrets(): string[]
}

/** Renewed this long before its end: a request may take two minutes, and clocks differ. */
const marginSeconds = 300

/** An answer without `expires_in` is legal; Tailscale's tokens live an hour (tailscale.com/kb/1215). */
const wireToken = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/, { error: 'expected a token' }),
  expires_in: z.number().positive().default(3600),
})

/** A key is what it is; an OAuth client is exchanged for tokens at `<root>/oauth/token`, one exchange at a time. */
export function bearer(
  credential: TailscaleCredential,
  root: string,
  ask: (request: Request) => Promise<Outcome<string>>,
  now: () => Date,
): Bearer {
  if (credential.kind === 'api_key') {
    const token: Token = { text: credential.key, isNew: true }
    return {
      token: async () => ({ ok: true, value: token }),
      refused: () => {},
      secrets: () => [credential.key],
    }
  }
  const { clientId, clientSecret } = credential
  let current: { text: string; renewAt: number } | null = null
  let renewal: Promise<Outcome<Token>> | null = null

  async function renew(): Promise<Outcome<Token>> {
    const asked = now().getTime()
    const answer = await ask({
      method: 'POST',
      url: `${root}/oauth/token`,
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'client_credentials',
      }).toString(),
      secrets: [clientSecret],
    })
    if (!answer.ok) return answer
    const json = parseJson(answer.value, 'OAuth token')
    const read = json.ok ? readShape(wireToken, json.value, 'OAuth token') : json
    if (!read.ok) return read
    const { access_token: text, expires_in: seconds } = read.value
    const lifeSeconds = seconds - Math.min(marginSeconds, seconds / 2)
    current = { text, renewAt: asked + lifeSeconds * 1000 }
    return { ok: true, value: { text, isNew: true } }
  }

  return {
    async token() {
      if (current && now().getTime() < current.renewAt)
        return { ok: true, value: { text: current.text, isNew: false } }
      renewal ??= renew().finally(() => {
        renewal = null
      })
      return await renewal
    },
    refused(token) {
      if (current?.text === token.text) current = null
    },
    secrets: () => [clientSecret, ...(current ? [current.text] : [])],
  }
}
