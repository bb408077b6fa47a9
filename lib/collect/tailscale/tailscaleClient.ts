import type { Device, PolicyFacts } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import { parseJson } from '../parseJson.ts'
import { bearer, type TailscaleCredential } from './bearer.ts'
import type { BodyReader } from './bodyReader.ts'
import { deviceReader } from './deviceReader.ts'
import { exchange, type Request } from './exchange.ts'
import { type Limits, limits } from './limits.ts'
import { type Patience, realPatience, retrying } from './retrying.ts'
import { toPolicy } from './toPolicy.ts'
import { toSettings } from './toSettings.ts'
import { withDeadline } from './withDeadline.ts'

export interface TailscaleClientParts {
  /** With or without `/api/v2` at its end; throws where it is no URL. */
  baseUrl: string
  /** `-` is the credential's own. */
  tailnet: string
  credential: TailscaleCredential
  fetch: typeof fetch
  now: () => Date
  /** Ends what is under way, as "stopped". */
  signal?: AbortSignal
  limits?: Partial<Limits>
  patience?: Patience
}

/**
 * Asks the Tailscale API (v2), as far as tailpath reads it. Each answer is whole or a failure by its code; what may pass
 * (429, 5xx, a dropped connection) is tried again within two minutes. No failure holds a credential.
 */
export function tailscaleClient(parts: TailscaleClientParts): {
  /** Needs `devices:core:read`. The API has no pages: one body holds the whole tailnet, and is read as it arrives. */
  devices(): Promise<Outcome<Device[]>>
  /** Needs `policy_file:read`. */
  policy(): Promise<Outcome<PolicyFacts>>
  /** Needs `feature_settings:read`; further scopes show further fields. */
  settings(): Promise<Outcome<TailnetSettings>>
} {
  const { patience = realPatience } = parts
  const root = apiRoot(parts.baseUrl)
  const wire = { fetch: parts.fetch, now: parts.now, limits: { ...limits, ...parts.limits } }
  const tokens = bearer(parts.credential, root, ask, parts.now)
  const tailnet = `${root}/tailnet/${encodeURIComponent(parts.tailnet)}`

  function ask(request: Request): Promise<Outcome<string>> {
    return withDeadline(wire.limits.totalMs, parts.signal, signal =>
      retrying(() => exchange(wire, request, signal), patience, signal),
    )
  }

  /** A token may be revoked before its end: then a new one is tried, once. */
  async function get(path: string, reader?: () => BodyReader, isSecondTry = false): Promise<Outcome<string>> {
    const token = await tokens.token()
    if (!token.ok) return token
    const { text, isNew } = token.value
    const answer = await ask({
      method: 'GET',
      url: tailnet + path,
      headers: { Accept: 'application/json', Authorization: `Bearer ${text}` },
      secrets: [text, ...tokens.secrets()],
      ...(reader ? { reader } : {}),
    })
    if (answer.ok || answer.failure.code !== 'unauthorized') return answer
    tokens.refused(token.value)
    return isNew || isSecondTry ? answer : await get(path, reader, true)
  }

  async function read<T>(path: string, what: string, to: (json: unknown) => Outcome<T>): Promise<Outcome<T>> {
    const text = await get(path)
    const json = text.ok ? parseJson(text.value, what) : text
    return json.ok ? to(json.value) : json
  }

  async function devices(): Promise<Outcome<Device[]>> {
    let list = deviceReader()
    const text = await get('/devices?fields=all', () => {
      list = deviceReader()
      return list
    })
    return text.ok ? list.devices() : text
  }

  return {
    devices,
    policy: () => read('/acl', 'policy file', toPolicy),
    settings: () => read('/settings', 'tailnet settings', toSettings),
  }
}

function apiRoot(baseUrl: string): string {
  const address = new URL(baseUrl).href.replace(/\/+$/, '')
  return address.endsWith('/api/v2') ? address : `${address}/api/v2`
}
