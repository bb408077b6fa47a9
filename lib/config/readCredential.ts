import type { TailscaleCredential } from './config.ts'
import { type ReadFile, readText, type Tell } from './readText.ts'
import { type Environment, variable } from './variable.ts'

type SecretName = 'TAILSCALE_API_KEY' | 'TAILSCALE_OAUTH_CLIENT_ID' | 'TAILSCALE_OAUTH_CLIENT_SECRET'

/** What a Tailscale key is for stands in its first letters (tailscale.com/kb/1277, "Key prefixes"). */
const keysFor: { prefix: string; what: string; belongs: SecretName | null }[] = [
  { prefix: 'tskey-api-', what: 'an API access token', belongs: 'TAILSCALE_API_KEY' },
  { prefix: 'tskey-client-', what: "an OAuth client's secret", belongs: 'TAILSCALE_OAUTH_CLIENT_SECRET' },
  { prefix: 'tskey-auth-', what: 'an auth key, which only adds devices', belongs: null },
]

/**
 * The credential for the Tailscale API, by value or by file. Null where none is given, or where a problem was told;
 * no problem repeats a value.
 */
export function readCredential(env: Environment, readFile: ReadFile, tell: Tell): TailscaleCredential | null {
  const key = readSecret('TAILSCALE_API_KEY', env, readFile, tell)
  const clientId = readSecret('TAILSCALE_OAUTH_CLIENT_ID', env, readFile, tell)
  const clientSecret = readSecret('TAILSCALE_OAUTH_CLIENT_SECRET', env, readFile, tell)
  const oauth = [clientId, clientSecret].find(secret => secret !== 'absent')
  if (key !== 'absent' && oauth) {
    tell(
      'TAILSCALE_API_KEY and an OAuth client (TAILSCALE_OAUTH_CLIENT_ID, TAILSCALE_OAUTH_CLIENT_SECRET) are both set; keep one of the two.',
    )
    return null
  }
  if (key === 'absent' && (clientId === 'absent') !== (clientSecret === 'absent')) {
    const [set, missing] =
      clientId === 'absent'
        ? ['TAILSCALE_OAUTH_CLIENT_SECRET', 'TAILSCALE_OAUTH_CLIENT_ID']
        : ['TAILSCALE_OAUTH_CLIENT_ID', 'TAILSCALE_OAUTH_CLIENT_SECRET']
    tell(`${set} is set without ${missing}; set both halves of the OAuth client, or neither.`)
    return null
  }
  if (typeof key === 'object') return { kind: 'api_key', key: key.value }
  if (typeof clientId !== 'object' || typeof clientSecret !== 'object') return null
  return { kind: 'oauth', clientId: clientId.value, clientSecret: clientSecret.value }
}

/** "unusable": it is set, and what is wrong with it was told. */
type Secret = { value: string } | 'absent' | 'unusable'

function readSecret(name: SecretName, env: Environment, readFile: ReadFile, tell: Tell): Secret {
  const fileName = `${name}_FILE` as const
  const given = variable(env, name)
  const path = variable(env, fileName)
  if (given && path) {
    tell(`${name} and ${fileName} are both set; keep one of the two.`)
    return 'unusable'
  }
  if (path) {
    const text = readText(fileName, path, readFile, tell)
    if (text === '') tell(`${fileName}: ${path} is empty; write the value into it, or leave ${fileName} out.`)
    return text ? checked(name, fileName, text, tell) : 'unusable'
  }
  return given ? checked(name, name, given, tell) : 'absent'
}

function checked(name: SecretName, source: string, value: string, tell: Tell): Secret {
  const isOneWord = /^[\x21-\x7e]+$/.test(value)
  if (!isOneWord) {
    tell(`${source} holds spaces, line breaks or letters that no key has; give the key and nothing else.`)
    return 'unusable'
  }
  const known = keysFor.find(each => value.startsWith(each.prefix))
  if (known && known.belongs !== name) {
    const where = known.belongs ? `set it as ${known.belongs}` : 'make an API access token (tskey-api-…)'
    tell(`${source} holds ${known.what}; ${where}.`)
    return 'unusable'
  }
  return { value }
}
