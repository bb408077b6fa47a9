import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { readBody } from '../http/readBody.ts'
import { jsonReply, type Reply } from '../http/reply.ts'
import { basicOf, bearerOf } from './credentials.ts'
import { deviceFields } from './deviceFields.ts'

export interface TailscaleApi {
  tailnet: string
  apiKey: string
  oauthClient: { id: string; secret: string }
  now: () => Date
  /** Devices with all fields. */
  devices: () => Record<string, unknown>[]
  policy: () => Record<string, unknown>
  /** Access tokens that were given out, with the Unix milliseconds until which they hold. */
  tokens: Map<string, number>
}

export const apiFailure = (status: number, message?: string): Reply =>
  jsonReply(status, { message: message ?? messages[status] ?? 'internal server error' })

/** As the API words them (OpenAPI document, components/responses). */
const messages: Record<number, string> = {
  400: 'bad request',
  401: 'API token invalid',
  403: 'forbidden',
  404: 'not found',
  429: 'too many requests',
  502: 'bad gateway',
  504: 'request took too long to process, please try again later',
}

/** OAuth access tokens live for an hour. */
const tokenSeconds = 3600

/** Answers one request as api.tailscale.com does. */
export async function answerTailscale(api: TailscaleApi, request: IncomingMessage): Promise<Reply> {
  const [pathname = '', query = ''] = (request.url ?? '/').split('?')
  const words = pathname.split('/').filter(word => word !== '')
  if (words[0] !== 'api' || words[1] !== 'v2') return apiFailure(404)
  const path = words.slice(2)
  const body = request.method === 'GET' ? '' : await readBody(request)
  if (path.join('/') === 'oauth/token') {
    return request.method === 'POST' ? token(api, request, body ?? '') : apiFailure(404)
  }
  if (!isKnown(api, request)) return apiFailure(401)
  if (request.method !== 'GET') return apiFailure(404)
  const fields = new URLSearchParams(query).get('fields') ?? 'default'
  const [first, id = '', what = ''] = path
  if (first === 'device' && path.length >= 2) return device(api, id, what, fields)
  if (first !== 'tailnet' || path.length !== 3) return apiFailure(404)
  if (!['-', api.tailnet].includes(decodeURIComponent(id))) return apiFailure(404, 'tailnet not found')
  return ofTailnet(api, what, fields, request)
}

function ofTailnet(api: TailscaleApi, what: string, fields: string, request: IncomingMessage): Reply {
  switch (what) {
    case 'devices':
      if (fields !== 'all' && fields !== 'default')
        return apiFailure(400, `unknown fields option "${fields}"`)
      return jsonReply(200, { devices: api.devices().map(one => deviceFields(one, fields)) })
    case 'acl':
      return policy(api, request.headers.accept ?? '')
    case 'settings':
      return jsonReply(200, settings)
    default:
      return apiFailure(404)
  }
}

/** HuJSON is what is kept: JSON comes only to whoever asks for it. */
function policy(api: TailscaleApi, accept: string): Reply {
  const text = JSON.stringify(api.policy(), null, 2)
  return accept.includes('application/json')
    ? { status: 200, contentType: 'application/json', body: text }
    : { status: 200, contentType: 'application/hujson', body: `// Who may reach whom.\n${text}\n` }
}

const settings = {
  aclsExternallyManagedOn: false,
  devicesApprovalOn: false,
  devicesAutoUpdatesOn: false,
  devicesKeyDurationDays: 180,
  usersApprovalOn: false,
  usersRoleAllowedToJoinExternalTailnets: 'admin',
  networkFlowLoggingOn: false,
  regionalRoutingOn: false,
  postureIdentityCollectionOn: false,
  httpsEnabled: true,
}

function device(api: TailscaleApi, id: string, what: string, fields: string): Reply {
  const found = api.devices().find(one => one.nodeId === id || one.id === id)
  if (!found) return apiFailure(404, 'device not found')
  if (what === '') return jsonReply(200, deviceFields(found, fields))
  if (what !== 'routes') return apiFailure(404)
  const { enabledRoutes, advertisedRoutes } = found
  return jsonReply(200, { enabledRoutes, advertisedRoutes })
}

function isKnown(api: TailscaleApi, request: IncomingMessage): boolean {
  const key = bearerOf(request) ?? basicOf(request)?.user
  if (key === undefined) return false
  return key === api.apiKey || (api.tokens.get(key) ?? 0) > api.now().getTime()
}

/** Client credentials in the form or as Basic; the scope asked for is the scope given. */
function token(api: TailscaleApi, request: IncomingMessage, body: string): Reply {
  const form = new URLSearchParams(body)
  const basic = basicOf(request)
  const id = form.get('client_id') ?? basic?.user
  const secret = form.get('client_secret') ?? basic?.password
  const grant = form.get('grant_type') ?? 'client_credentials'
  if (grant !== 'client_credentials') return apiFailure(400, `unsupported grant type "${grant}"`)
  if (id !== api.oauthClient.id || secret !== api.oauthClient.secret) return apiFailure(401)
  const made = `tskey-api-${randomBytes(16).toString('hex')}`
  api.tokens.set(made, api.now().getTime() + tokenSeconds * 1000)
  const scope = form.get('scope') ?? 'devices:core:read policy_file:read feature_settings:read'
  return jsonReply(200, { access_token: made, token_type: 'Bearer', expires_in: tokenSeconds, scope })
}
