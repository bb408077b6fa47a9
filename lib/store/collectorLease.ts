import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'

/** The right to be the one collector of a database. */
export interface CollectorLease {
  /** Aborts when another collector took the place while this one was cut off from the server. */
  lost: AbortSignal
  release(): Promise<void>
}

/** Any number that no other program locks in this database ("tailpath" in ASCII, cut to 31 bits). */
const lockKey = 0x7461696c
const reconnectMs = 500

/**
 * Takes the lease, or gives null where another collector holds it. It is an advisory lock of a session of its own, so it
 * ends with the process however that dies. After a restart of the server it is taken again in the background.
 */
export async function collectorLease(url: string): Promise<CollectorLease | null> {
  const lost = new AbortController()
  let released = false
  let client = await locked(url, onEnd)
  if (!client) return null

  function onEnd() {
    if (!released) void regain()
  }

  async function regain() {
    client = null
    while (!released && !lost.signal.aborted) {
      await wait(reconnectMs)
      try {
        client = await locked(url, onEnd)
        if (client) break
        lost.abort()
      } catch {
        // The server is still away: nobody else can have taken the lease either.
      }
    }
    if (released) await client?.end()
  }

  return {
    lost: lost.signal,
    async release() {
      released = true
      await client?.end().catch(() => undefined)
    },
  }
}

/** A session that holds the lock; null where another one does. Rejects where the server does not answer. */
async function locked(url: string, onEnd: () => void): Promise<Client | null> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'tailpath lease',
  })
  // Without a listener a broken socket would end the process.
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lockKey])
  if (!rows[0]?.held) {
    await client.end()
    return null
  }
  client.once('end', onEnd)
  return client
}
