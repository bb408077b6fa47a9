import { connect, createServer, type Socket } from 'node:net'

export interface TestProxy {
  /** Of the same database, by way of the proxy. */
  url: string
  /**
   * Told the number of each statement of a round's transaction, from its first write on. False: the statement never
   * reaches the server.
   */
  onStatement: ((number: number) => boolean) | null
  close(): void
}

/** Stands before Postgres and knows which statement of a round's transaction a client sends. */
export async function testProxy(url: string): Promise<TestProxy> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer(client => {
    const behind = connect(Number(port), hostname)
    let statement = 0
    for (const socket of [client, behind]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
    }
    client.on('close', () => behind.destroy())
    behind.on('close', () => client.destroy())
    behind.on('data', data => client.write(data))
    client.on('data', data => {
      const text = data.toString('latin1')
      if (text.includes('insert into round ')) statement = 1
      else if (statement > 0) statement += 1
      if (statement > 0 && proxy.onStatement && !proxy.onStatement(statement)) return
      // What the connection is used for next is no part of that round.
      if (text.includes('COMMIT\0') || text.includes('ROLLBACK\0')) statement = 0
      behind.write(data)
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const own = new URL(url)
  own.port = String(typeof address === 'object' && address ? address.port : 0)
  const proxy: TestProxy = {
    url: own.href,
    onStatement: null,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  return proxy
}
