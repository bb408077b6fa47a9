import type { Duplex } from 'node:stream'
import type { Reply } from './reply.ts'

/** Answers an upgrade with a plain response, as a server does that refuses it. */
export function refuse(socket: Duplex, reply: Reply): void {
  const bytes = Buffer.from(reply.body)
  const head = [
    `HTTP/1.1 ${reply.status} ${reply.status === 403 ? 'Forbidden' : 'Refused'}`,
    `Content-Type: ${reply.contentType}`,
    `Content-Length: ${bytes.length}`,
    ...Object.entries(reply.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ]
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes]))
}
