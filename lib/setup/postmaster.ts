import { readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { isAlive, programOf } from './alive.ts'
import { SetupError } from './setupError.ts'

/** What `postmaster.pid` says (src/include/utils/pidfile.h: line 1 the process, line 4 the port). */
export interface Postmaster {
  pid: number
  port: number
}

export function recordedPostmaster(data: string): Postmaster | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return pid > 0 ? { pid, port } : null
  } catch {
    return null
  }
}

export const serverUrl = (port: number, password: string) =>
  `postgresql://tailpath:${password}@127.0.0.1:${port}/postgres`

/** Does a server that knows our password and serves exactly this folder answer on the port? */
export async function answersFor(data: string, port: number, password: string): Promise<boolean> {
  const client = new Client({ connectionString: serverUrl(port, password), connectionTimeoutMillis: 3_000 })
  try {
    await client.connect()
    const shown = await client.query('show data_directory')
    return shown.rows[0].data_directory === data
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Looks for a postmaster that an earlier run left on the folder. One that answers as ours is adopted. One that is
 * a Postgres but does not answer is stopped (SIGINT: a fast shutdown). A number that another program carries now
 * is only a stale file, and is removed.
 */
export async function leftBehind(data: string, password: string): Promise<Postmaster | null> {
  const found = recordedPostmaster(data)
  if (!found) return null
  for (let tries = 0; tries < 10 && isAlive(found.pid); tries++) {
    if (await answersFor(data, found.port, password)) return found
    if (!isPostgres(found.pid)) break
    await sleep(300)
  }
  if (isAlive(found.pid) && isPostgres(found.pid)) await stopPostmaster(found.pid)
  rmSync(join(data, 'postmaster.pid'), { force: true })
  return null
}

const isPostgres = (pid: number) => basename(programOf(pid) ?? '').startsWith('postgres')

/** Fast shutdown: running queries are cancelled, everything is written. Immediate after 20 s. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    for (let waited = 0; waited < 20_000 && isAlive(pid); waited += 50) await sleep(50)
  }
  if (isAlive(pid)) {
    throw new SetupError(
      `The Postgres process ${pid} does not stop.`,
      'End it by hand (kill), then start tailpath again.',
    )
  }
}
