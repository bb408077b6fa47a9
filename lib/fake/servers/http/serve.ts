import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault, Faults } from './faults.ts'
import { faultyAnswer } from './faultyAnswer.ts'
import { faultySocket } from './faultySocket.ts'
import { refuse } from './refuse.ts'
import { type Reply, sendReply } from './reply.ts'
import type { RequestLog } from './requestLog.ts'

export interface Served {
  /** `http://127.0.0.1:<free port>`. */
  url: string
  /** Breaks off the connections of what was asked by such a path. */
  cut(route: RegExp): void
  /** Ends the server and cuts what is still connected. */
  close(): Promise<void>
}

export interface Site {
  /** Whose requests these are, for the log and the faults; null for the Tailscale API. */
  cluster: string | null
  log: RequestLog
  faults: Faults
  /** The body that such a server has for a status. */
  failure: (status: number) => Reply
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** Serves a site on a free port of the loopback. */
export async function serve(site: Site): Promise<Served> {
  const sockets = new Set<Socket>()

  /** What was asked last on each connection. */
  const asked = new Map<Duplex, string>()

  /** The answer of a fault, `cut` where there is none, null where nothing goes wrong. */
  async function meet(
    request: IncomingMessage,
  ): Promise<{ reply: Reply; course: Fault['course'] } | 'cut' | null> {
    asked.set(request.socket, request.url ?? '/')
    const seen = { method: request.method ?? 'GET', path: request.url ?? '/', cluster: site.cluster }
    site.log.add(seen)
    const fault = site.faults.meets(seen)
    if (!fault) return null
    if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { ref: false })
    if (fault.status === undefined) return 'cut'
    const reply = site.failure(fault.status)
    const headers =
      fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': `${fault.retryAfterSeconds}` }
    const whole = { ...reply, body: fault.body ?? reply.body, headers: { ...headers, ...fault.headers } }
    return { reply: whole, course: fault.course }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const met = await meet(request)
    if (met === 'cut') request.socket.destroy()
    else if (met) faultyAnswer(response, met.reply, met.course)
    else await site.answer(request, response)
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const met = await meet(request)
    if (met === 'cut') socket.destroy()
    else if (met?.reply.status === 200) faultySocket(request, socket, head, met.reply.body, met.course)
    else if (met) refuse(socket, met.reply)
    else if (site.upgrade) site.upgrade(request, socket, head)
    else socket.destroy()
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(error => {
      // Loud for whoever debugs a test: a fault of the fake itself.
      if (response.headersSent) response.destroy()
      else sendReply(response, { ...site.failure(500), body: String(error?.stack ?? error) })
    })
  })
  server.keepAliveTimeout = 60_000
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    upgrade(request, socket, head).catch(error =>
      refuse(socket, { ...site.failure(500), body: String(error) }),
    )
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => {
      sockets.delete(socket)
      asked.delete(socket)
    })
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(0, '127.0.0.1', listening)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    cut: route => {
      for (const [socket, path] of asked) if (path.search(route) >= 0) socket.destroy()
    },
    close: async () => {
      const closed = new Promise(done => server.close(done))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
