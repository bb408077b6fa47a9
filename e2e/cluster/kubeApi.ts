import { Agent, request } from 'node:https'

export interface KubeAnswer {
  status: number
  /** Throws where the body is no JSON. */
  json(): Record<string, unknown>
  text: string
}

/** Asks an API server as its administrator, or with a token. */
export type KubeApi = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options?: { contentType?: string; token?: string },
) => Promise<KubeAnswer>

/** A client for tests: by the certificate of the administrator. Rejects where the server is not reached. */
export function kubeApi(parts: { url: string; ca: string; cert: string; key: string }): KubeApi {
  const { ca, cert, key } = parts
  const agents = {
    admin: new Agent({ keepAlive: true, ca, cert, key, maxSockets: 16 }),
    token: new Agent({ ca }),
  }
  return (method, path, body, { contentType = 'application/json', token } = {}) =>
    new Promise((resolve, reject) => {
      const sending = request(parts.url + path, {
        method,
        agent: token ? agents.token : agents.admin,
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': contentType }),
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
        },
      })
      sending.on('error', reject)
      sending.on('response', response => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', part => {
          text += part
        })
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, json: () => JSON.parse(text) }),
        )
      })
      sending.end(body === undefined ? undefined : JSON.stringify(body))
    })
}
