import type { ServerResponse } from 'node:http'
import { type Reply, sendReply } from './reply.ts'

const dripMs = 40

/** Sends a reply that takes such a course. */
export function faultyAnswer(
  response: ServerResponse,
  reply: Reply,
  course: 'cut' | 'drip' | undefined,
): void {
  if (course === undefined) {
    sendReply(response, reply)
    return
  }
  const headers = { 'Content-Type': reply.contentType, ...reply.headers }
  if (course === 'cut') {
    const bytes = Buffer.from(reply.body)
    response.writeHead(reply.status, { ...headers, 'Content-Length': bytes.length + 1000 })
    response.write(bytes, () => response.destroy())
    return
  }
  response.writeHead(reply.status, headers)
  let sent = 0
  const dripping = setInterval(() => response.write(reply.body[sent++] ?? ' '), dripMs)
  response.once('close', () => clearInterval(dripping))
}
