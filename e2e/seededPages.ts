import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { resolve } from 'node:path'
import { Client } from 'pg'
import { freePort } from '#lib/setup/freePort.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'

export interface SeededPages {
  address: string
  /** Changes what the pages read, as a collector would. */
  sql(...statements: string[]): Promise<void>
  /** Takes Postgres away from the pages, or gives it back. */
  cut(isAway: boolean): void
  close(): Promise<void>
}

/** The built pages over a database of their own, with no collector: what they show is what `fill` wrote. */
export async function seededPages(fill: (url: string) => Promise<void>): Promise<SeededPages> {
  const database = await testDatabase()
  await fill(database.url)
  const way = await wayTo(database.url)
  const port = await freePort()
  const pages = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '--port', String(port)],
    {
      cwd: resolve(import.meta.dirname, '..'),
      env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: way.url, TAILPATH_MODE: 'real' },
      // A database that is away is part of some tests: what the pages log of it says nothing.
      stdio: 'ignore',
    },
  )
  const address = `http://127.0.0.1:${port}`
  for (let go = 0; go < 200 && pages.exitCode === null; go++) {
    if (
      await fetch(`${address}/favicon.svg`).then(
        answer => answer.ok,
        () => false,
      )
    )
      break
    await new Promise(done => setTimeout(done, 100))
  }
  return {
    address,
    async sql(...statements) {
      const client = new Client({ connectionString: database.url })
      await client.connect()
      try {
        for (const statement of statements) await client.query(statement)
      } finally {
        await client.end()
      }
    },
    cut: way.cut,
    async close() {
      if (pages.exitCode === null) {
        pages.kill('SIGTERM')
        await once(pages, 'exit')
      }
      way.close()
      await database.close()
    },
  }
}

/** A way to the database's server that can be cut. */
async function wayTo(url: string) {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let isAway = false
  const end = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const server = createServer(client => {
    sockets.add(client)
    client.on('error', () => client.destroy())
    if (isAway) return client.destroy()
    const behind = connect(Number(port), hostname)
    behind.on('error', () => behind.destroy())
    behind.on('close', () => client.destroy())
    client.on('close', () => {
      behind.destroy()
      sockets.delete(client)
    })
    client.pipe(behind).pipe(client)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const own = new URL(url)
  own.port = String(typeof address === 'object' && address ? address.port : 0)
  return {
    url: own.href,
    cut(away: boolean) {
      isAway = away
      if (away) end()
    },
    close() {
      end()
      server.close()
    },
  }
}
