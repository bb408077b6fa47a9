import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import type { PushMessage } from './pushMessage.ts'
import { receivePush } from './receivePush.ts'
import { runTokenCommand } from './runTokenCommand.ts'
import { aPod } from './testMessages.ts'

const script = resolve(import.meta.dirname, '../../deploy/push/push.sh')
const lab = resolve(import.meta.dirname, '../fake/lab/base/calico')

const has = (program: string) => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`])
    return true
  } catch {
    return false
  }
}
const shells = [['sh'], ['dash'], ['busybox', 'sh']].filter(([program = '']) => has(program))

let db: Database
let pg: Client
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  pg = new Client({ connectionString: made.url })
  await pg.connect()
  drop = made.close
})
afterAll(async () => {
  await pg.end()
  await closeDatabase(db)
  await drop()
})
const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** The route's own handler behind a plain server. */
const real: Handler = (incoming, outgoing) => {
  const request = new Request(`http://x${incoming.url}`, {
    method: 'POST',
    headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>,
    duplex: 'half',
  } as RequestInit)
  void receivePush(db, request).then(async answer => {
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    outgoing.end(await answer.text())
  })
}

async function serve(handler: Handler, port = 0): Promise<{ port: number; close(): Promise<void> }> {
  const server: Server = createServer(handler)
  await new Promise<void>(done => server.listen(port, '127.0.0.1', done))
  const close = () =>
    new Promise<void>(done => {
      server.closeAllConnections()
      server.close(() => done())
    })
  endings.push(close)
  return { port: (server.address() as AddressInfo).port, close }
}

let tokens = 0
async function token(): Promise<{ name: string; text: string }> {
  const name = `t${++tokens}`
  const command = { kind: 'create', name, clusterName: 'edge', clusterUid: null, namespaces: ['*'] } as const
  return { name, text: (await runTokenCommand(db, { ...command, namespaces: ['*'] })).text.trim() }
}

interface Stage {
  /** Environment of the script; a test changes it. */
  env: Record<string, string>
  folder: string
  spooled(): string[]
  run(shell?: string[]): ChildProcess
  /** What the script said so far. */
  said(): string
  /** Words that curl was started with. */
  curlWords(): string
  messages(): Promise<PushMessage[]>
}

async function stage(port: number): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'tailpath-push-'))
  endings.push(() => rmSync(folder, { recursive: true, force: true }))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const program = (name: string, text: string) => {
    writeFileSync(join(bin, name), text)
    chmodSync(join(bin, name), 0o755)
  }
  program(
    'tailscale',
    `#!/bin/sh\ncase "$*" in\n'status --json --active') cat '${lab}/status.json' ;;\n'metrics print') cat '${lab}/metrics.txt' ;;\n*) echo "odd: $*" >&2; exit 1 ;;\nesac\n`,
  )
  const curl = execFileSync('sh', ['-c', 'command -v curl'], { encoding: 'utf8' }).trim()
  program('curl', `#!/bin/sh\nprintf '%s\\n' "$*" >>'${folder}/curl.words'\nexec ${curl} "$@"\n`)
  const { name, text } = await token()
  writeFileSync(join(folder, 'token'), `${text}\n`)
  const spool = join(folder, 'spool')
  let said = ''
  const own: Stage = {
    folder,
    env: {
      PATH: `${bin}:${process.env.PATH}`,
      TAILPATH_URL: `http://127.0.0.1:${port}/`,
      TAILPATH_TOKEN_FILE: join(folder, 'token'),
      TAILPATH_INTERVAL: '5',
      TAILPATH_SPOOL: spool,
      TAILPATH_METRICS: 'http://127.0.0.1:9/metrics',
      POD_NAMESPACE: aPod.namespace,
      POD_NAME: aPod.name,
      POD_UID: aPod.uid,
      NODE_NAME: aPod.node,
    },
    spooled: () => {
      try {
        return readdirSync(spool).filter(file => file.endsWith('.look'))
      } catch {
        return []
      }
    },
    run(shell = ['sh']) {
      const [program = 'sh', ...words] = shell
      const child = spawn(program, [...words, script], {
        // Nothing of this process's own: the script has what a container gives it.
        env: own.env as NodeJS.ProcessEnv,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      child.stderr?.on('data', (part: Buffer) => {
        said += part
      })
      endings.push(() => child.kill('SIGKILL'))
      return child
    },
    said: () => said,
    curlWords: () => readFileSync(join(folder, 'curl.words'), 'utf8'),
    messages: async () => {
      const { rows } = await pg.query(
        `select body from push_inbox join push_token on push_token.id = token_id where name = $1
         order by push_inbox.id`,
        [name],
      )
      return rows.map(row => JSON.parse(row.body) as PushMessage)
    },
  }
  return own
}

const soon = { timeout: 25_000, interval: 200 }
const ended = (child: ChildProcess) => new Promise<number | null>(done => child.once('exit', done))

describe('push.sh', () => {
  test.each(shells)('by %s: what tailscale prints arrives whole, with whose it is', async (...shell) => {
    const { port } = await serve(real)
    const { run, messages, curlWords, folder, spooled } = await stage(port)
    const child = run(shell.filter(word => typeof word === 'string'))
    await expect.poll(messages, soon).toHaveLength(1)
    const [message] = await messages()
    expect(message).toMatchObject({
      sequence: 1,
      intervalSeconds: 5,
      pod: { namespace: 'shop', name: aPod.name, uid: aPod.uid, node: 'node-1', ip: null },
      statusFailure: null,
      metricsFailure: null,
    })
    expect(JSON.parse(message?.status ?? '')).toEqual(
      JSON.parse(readFileSync(join(lab, 'status.json'), 'utf8')),
    )
    expect(message?.metrics?.trim()).toBe(readFileSync(join(lab, 'metrics.txt'), 'utf8').trim())
    expect(message?.ageSeconds).toBeLessThan(5)
    // Arguments can be read by every process of a host.
    expect(curlWords()).not.toContain(readFileSync(join(folder, 'token'), 'utf8').trim())
    child.kill('SIGTERM')
    expect(await ended(child)).toBe(0)
    expect(spooled()).toEqual([])
    expect(readdirSync(join(folder, 'spool'))).toEqual([])
  })

  test('tailpath away: looks wait in a bounded spool, then all that is left arrives once and in order', async () => {
    const first = await serve(real)
    const { port } = first
    const { run, messages, spooled, said, env } = await stage(port)
    await first.close()
    env.TAILPATH_SPOOL_MAX = '2'
    run()
    await expect.poll(said, soon).toContain('looks dropped')
    expect(spooled().length).toBeLessThanOrEqual(2)
    await serve(real, port)
    await expect.poll(async () => (await messages()).length, soon).toBeGreaterThanOrEqual(3)
    const numbers = (await messages()).map(({ sequence }) => sequence)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect(numbers).not.toContain(1)
    const [oldest] = await messages()
    expect(oldest?.ageSeconds).toBeGreaterThan(4)
  })

  test('an answer that is lost: sent again, kept once', async () => {
    let count = 0
    const { port } = await serve((incoming, outgoing) => {
      if (++count > 1) return real(incoming, outgoing)
      const deaf = Object.assign(Object.create(outgoing), {
        writeHead: () => {},
        end: () => incoming.socket.destroy(),
      })
      real(incoming, deaf)
    })
    const { run, messages } = await stage(port)
    run()
    await expect.poll(() => count, soon).toBeGreaterThanOrEqual(3)
    await expect.poll(async () => (await messages()).length, soon).toBeGreaterThanOrEqual(2)
    const numbers = (await messages()).map(({ sequence }) => sequence)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  test('killed with -9 while tailpath is away: the next run brings what the first had spooled', async () => {
    const away = await serve(real)
    const { run, messages, spooled } = await stage(away.port)
    await away.close()
    const child = run()
    await expect.poll(spooled, soon).toHaveLength(1)
    child.kill('SIGKILL')
    await ended(child)
    await serve(real, away.port)
    run()
    await expect.poll(async () => (await messages()).length, soon).toBe(2)
    const [old, fresh] = await messages()
    expect([old?.sequence, fresh?.sequence]).toEqual([1, 1])
    expect(old?.sender).not.toBe(fresh?.sender)
  })

  test('a token that is refused: nothing is dropped, and a new one in the file is taken up', async () => {
    const { port } = await serve(real)
    const { run, messages, spooled, said, folder } = await stage(port)
    const good = readFileSync(join(folder, 'token'), 'utf8')
    writeFileSync(join(folder, 'token'), 'tailpath_push_revoked')
    run()
    await expect.poll(said, soon).toContain('answer 401')
    expect(spooled().length).toBeGreaterThan(0)
    expect(said()).not.toContain('tailpath_push_revoked')
    writeFileSync(join(folder, 'token'), good)
    await expect.poll(async () => (await messages())[0]?.sequence, soon).toBe(1)
  })

  test('a message of no use is left out, and the next one goes on', async () => {
    const seen: number[] = []
    const { port } = await serve((incoming, outgoing) => {
      seen.push(seen.length)
      if (seen.length > 1) return real(incoming, outgoing)
      incoming.resume().on('end', () => outgoing.writeHead(413).end('too large'))
    })
    const { run, messages, said } = await stage(port)
    run()
    await expect.poll(async () => (await messages())[0]?.sequence, soon).toBe(2)
    expect(said()).toContain('left out, answer 413')
  })

  test('quotes, backslashes, control characters and bytes that are no text do not break the message', async () => {
    const { port } = await serve(real)
    const { run, messages, folder } = await stage(port)
    const odd = String.raw`{"Self":{"HostName":"a\"b\\c\u0001"},"x":"`
    writeFileSync(
      join(folder, 'odd'),
      Buffer.concat([Buffer.from(`${odd}\ttab\r`), Buffer.from([0xff, 0x07, 0x0a])]),
    )
    writeFileSync(
      join(folder, 'bin/tailscale'),
      `#!/bin/sh\ncase "$1" in status) cat '${folder}/odd' ;; *) echo 'no "metrics" \\ here' >&2; exit 3 ;; esac\n`,
    )
    run()
    await expect.poll(async () => (await messages()).length, soon).toBe(1)
    const [message] = await messages()
    expect(message?.status).toBe(`${odd}\ttab\ufffd\n`)
    expect(message).toMatchObject({
      metrics: null,
      metricsFailure: expect.stringContaining('no "metrics" \\ here'),
    })
  })

  test('a host that is no pod says its own name', async () => {
    const { port } = await serve(real)
    const { run, messages, env } = await stage(port)
    delete env.POD_NAME
    env.TAILPATH_HOST = 'nas-1'
    run()
    await expect.poll(async () => (await messages())[0], soon).toMatchObject({ pod: null, host: 'nas-1' })
  })

  test.each([
    ['no address', { TAILPATH_URL: '' }, 'TAILPATH_URL'],
    ['no token', { TAILPATH_TOKEN_FILE: '' }, 'TAILPATH_TOKEN_FILE'],
    ['an interval of a second', { TAILPATH_INTERVAL: '1' }, 'TAILPATH_INTERVAL'],
    ['a spool of no number', { TAILPATH_SPOOL_MAX: 'many' }, 'TAILPATH_SPOOL_MAX'],
  ])('%s: it says so and ends', async (_, wrong, word) => {
    const { run, env, said } = await stage(9)
    Object.assign(env, wrong)
    expect(await ended(run())).toBe(2)
    expect(said()).toContain(word)
  })
})
