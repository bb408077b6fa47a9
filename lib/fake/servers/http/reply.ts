import type { ServerResponse } from 'node:http'

/** An answer that is known as a whole. */
export interface Reply {
  status: number
  contentType: string
  body: string
  headers?: Record<string, string>
}

export const jsonReply = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
  headers,
})

export const textReply = (status: number, body: string): Reply => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
})

export function sendReply(response: ServerResponse, reply: Reply): void {
  const bytes = Buffer.from(reply.body)
  response.writeHead(reply.status, {
    'Content-Type': reply.contentType,
    'Content-Length': bytes.length,
    ...reply.headers,
  })
  response.end(bytes)
}
