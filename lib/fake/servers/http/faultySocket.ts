import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'

const dripMs = 40
/** Channels of an exec (KEP-4006). */
const channel = { stdout: 1, status: 3 }

const server = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  handleProtocols: protocols => [...protocols][0] ?? false,
})

/** Takes an exec and lets its output take such a course; without one it ends well. */
export function faultySocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  stdout: string,
  course: 'cut' | 'drip' | undefined,
): void {
  server.handleUpgrade(request, socket, head, client => {
    const send = (to: number, text: string) => client.send(Buffer.concat([Buffer.of(to), Buffer.from(text)]))
    client.on('error', () => client.terminate())
    if (course === 'drip') {
      let sent = 0
      const dripping = setInterval(() => send(channel.stdout, stdout[sent++] ?? ' '), dripMs)
      client.once('close', () => clearInterval(dripping))
      return
    }
    send(channel.stdout, stdout)
    if (course === 'cut') {
      socket.end()
      return
    }
    send(channel.status, JSON.stringify({ metadata: {}, status: 'Success' }))
    client.close(1000)
  })
}
