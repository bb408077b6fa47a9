import { failureWords } from '#lib/report/failureWords.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { rights, type ScopeRule } from '#lib/tailnet/rights.ts'
import type { Addition, SourceCheck, TierCheck } from './check.ts'

/** As much of the client as tells whether a scope is there: the API has no way to ask but to read. */
export interface TailscaleReads {
  devices(): Promise<Outcome<readonly unknown[]>>
  policy(): Promise<Outcome<unknown>>
  settings(): Promise<Outcome<unknown>>
}

/** An OAuth client has scopes; an API access token has what its person may. */
type CredentialKind = 'api_key' | 'oauth'

const reads: Record<string, (client: TailscaleReads) => Promise<Outcome<string>>> = {
  'devices:core:read': async client => {
    const answer = await client.devices()
    return answer.ok ? { ok: true, value: `${answer.value.length} devices read` } : answer
  },
  'policy_file:read': async client => {
    const answer = await client.policy()
    return answer.ok ? { ok: true, value: 'policy file read' } : answer
  },
  'feature_settings:read': async client => {
    const answer = await client.settings()
    return answer.ok ? { ok: true, value: 'settings of the tailnet read' } : answer
  },
}

export async function checkTailscale(
  client: TailscaleReads,
  credential: CredentialKind,
  source: string,
): Promise<SourceCheck> {
  const scopes = rights.flatMap(({ tier, scopes }) => scopes.map(rule => ({ tier, rule })))
  const tiers: TierCheck[] = []
  // One after the other: the first fetches the token of an OAuth client, which the next one uses.
  for (const { tier, rule } of scopes) {
    const read = reads[rule.scope]
    if (!read) throw new Error(`nothing reads what ${rule.scope} gives`)
    tiers.push({ tier, ...scopeCheck(rule, await read(client), credential) })
  }
  return { source, account: null, tiers }
}

function scopeCheck(
  { scope, why, isOptional }: ScopeRule,
  answer: Outcome<string>,
  credential: CredentialKind,
): Omit<TierCheck, 'tier'> {
  const line = { what: scope, namespaces: null, isAskedFor: !isOptional }
  if (answer.ok) return { ...line, state: 'ok', says: answer.value, add: null }
  const { code, detail } = answer.failure
  if (code === 'forbidden')
    return { ...line, state: 'missing', says: `gives ${why}`, add: addition(scope, credential) }
  return { ...line, state: 'failed', says: `${failureWords(code)}: ${detail}`, add: null }
}

function addition(scope: string, credential: CredentialKind): Addition {
  const how: Record<CredentialKind, string> = {
    oauth: 'Give the OAuth client this scope (admin console, Settings, OAuth clients).',
    api_key:
      'The API access token has the rights of the person who made it, who may not read this: take the token of one who may, or an OAuth client with this scope.',
  }
  return { how: how[credential], text: scope }
}
