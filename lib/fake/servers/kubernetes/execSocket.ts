import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { flagOf } from './kubeRequest.ts'
import type { ExecResult } from './podExec.ts'

/** Channels of a frame's first byte (KEP-4006). */
const channel = { stdout: 1, stderr: 2, status: 3 }
/** The kubelet copies by so much at a time, so a long answer comes in several frames, cut anywhere. */
const frameBytes = 32 * 1024

const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']

/** The newest subprotocol that a client offers and an API server knows, or null. */
export function execProtocol(request: IncomingMessage): string | null {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(word => word.trim())
  return protocols.find(protocol => offered.includes(protocol)) ?? null
}

const server = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  handleProtocols: (_, request) => execProtocol(request) ?? false,
})

/** Upgrades, sends what the command wrote and its status, and closes. */
export function execSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  query: URLSearchParams,
  result: ExecResult,
): void {
  server.handleUpgrade(request, socket, head, client => {
    client.on('error', () => client.terminate())
    if (flagOf(query, 'stdout')) send(client, channel.stdout, result.stdout)
    if (flagOf(query, 'stderr')) send(client, channel.stderr, result.stderr)
    send(client, channel.status, JSON.stringify(result.status))
    client.close(1000)
  })
}

function send(client: WebSocket, to: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += frameBytes) {
    client.send(Buffer.concat([Buffer.of(to), bytes.subarray(from, from + frameBytes)]))
  }
}
