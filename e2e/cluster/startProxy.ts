import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import type { Cluster } from './startCluster.ts'

/** Stands between a collector and an API server: notes what is asked, and can be cut like a network. */
export interface Proxy {
  url: string
  /** Method and path with its query, oldest first. */
  requests: string[]
  /** Watches that were told that they begin too far back. */
  expiries(): number
  /** Breaks what is under way and refuses the rest, until `mend`. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function startProxy(cluster: Cluster): Promise<Proxy> {
  const ca = readFileSync(join(cluster.folder, 'pki/ca.crt'))
  const requests: string[] = []
  const sockets = new Set<Socket>()
  let expiries = 0
  let isCut = false
  const target = new URL(cluster.url)

  function pass(from: IncomingMessage, to: ServerResponse): void {
    requests.push(`${from.method} ${from.url}`)
    const sending = request(
      {
        hostname: target.hostname,
        port: target.port,
        path: from.url,
        method: from.method,
        headers: from.headers,
        ca,
      },
      answer => {
        to.writeHead(answer.statusCode ?? 502, answer.headers)
        to.flushHeaders()
        answer.on('data', part => {
          if (/"type":"ERROR".*"code":410/.test(String(part))) expiries += 1
        })
        answer.on('error', () => to.destroy())
        answer.pipe(to)
      },
    )
    sending.on('error', () => to.destroy())
    to.on('close', () => sending.destroy())
    from.pipe(sending)
  }

  const server = createServer(pass)
  server.on('connection', socket => {
    if (isCut) return socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    expiries: () => expiries,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
