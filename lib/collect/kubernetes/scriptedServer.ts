import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type KubeContext, type KubeUser, nobody } from './readKubeconfig.ts'

/** How a route is answered. It may leave the answer open. */
export type Answer = (response: ServerResponse, url: URL, request: IncomingMessage) => void

/** An API server for tests that does just what it is told, the wrong things too. */
export interface ScriptedServer {
  port: number
  /** Paths with their queries, oldest first. */
  asked: string[]
  /** The last answer given to a route counts; a route is a beginning of the path, with `?watch` for its watch. */
  on(route: string, answer: Answer): void
  onUpgrade(handle: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): void
  context(user?: Partial<KubeUser>): KubeContext
  close(): Promise<void>
}

export const json =
  (body: unknown, status = 200): Answer =>
  response => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

/** metav1.Status. */
export const refusal = (status: number, message = 'no') =>
  json({ kind: 'Status', status: 'Failure', message }, status)

export const list = (items: unknown[], resourceVersion = '100', next = '') =>
  json({ kind: 'List', metadata: { resourceVersion, continue: next }, items })

/** Lines of a watch; it stays open unless the last of them is null (the end) or "cut". */
export const watch =
  (...events: (object | string | null)[]): Answer =>
  response => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.flushHeaders()
    for (const event of events) {
      if (event === null) response.end()
      else if (event === 'cut') response.write('{"type":"ADD', () => response.destroy())
      else response.write(typeof event === 'string' ? event : `${JSON.stringify(event)}\n`)
    }
  }

/** A server whose every kind is empty and whose watches are silent, with the namespace kube-system of UID `uid-1`. */
export async function scriptedServer(port = 0): Promise<ScriptedServer> {
  const answers = new Map<string, Answer>()
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://server')
    asked.push(`${url.pathname}${url.search}`)
    const name = url.pathname + (url.searchParams.has('watch') ? '?watch' : '')
    const exact = answers.get(name)
    if (exact) return exact(response, url, request)
    if (url.pathname.endsWith('/namespaces/kube-system'))
      return json({ metadata: { uid: 'uid-1' } })(response, url, request)
    if (url.pathname.includes('/configmaps/')) return refusal(404)(response, url, request)
    return (url.searchParams.has('watch') ? watch() : list([]))(response, url, request)
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  return {
    port: address.port,
    asked,
    on: (route, answer) => void answers.set(route, answer),
    onUpgrade: handle => void server.on('upgrade', handle),
    context: (user = { token: 'token-1' }) => ({
      name: 'scripted',
      cluster: {
        server: `http://127.0.0.1:${address.port}`,
        'certificate-authority': undefined,
        'certificate-authority-data': undefined,
        'insecure-skip-tls-verify': false,
        'tls-server-name': undefined,
        'proxy-url': undefined,
      },
      user: { ...nobody, ...user },
    }),
    close: async () => {
      const closed = new Promise(resolve => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
