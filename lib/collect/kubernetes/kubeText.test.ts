import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer } from './apiServer.ts'
import { kubeText } from './kubeText.ts'
import { type KubeUser, nobody } from './readKubeconfig.ts'
import { type Answer, json, refusal, type ScriptedServer, scriptedServer } from './scriptedServer.ts'

const path = '/api/v1/things'
const now = () => new Date('2026-11-24T10:00:00Z')
const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function scripted(): Promise<ScriptedServer> {
  const made = await scriptedServer()
  endings.push(() => made.close())
  return made
}

function client(api: ScriptedServer, user?: Partial<KubeUser>, server?: string): ApiServer {
  const context = api.context(user)
  const cluster = context.cluster && server ? { ...context.cluster, server } : context.cluster
  const opened = apiServer({ ...context, cluster }, now)
  if (!opened.ok) throw new Error(opened.failure.detail)
  endings.push(() => opened.value.close())
  return opened.value
}

const limits = { timeoutMs: 150, limitBytes: 1000 }
const forever = new AbortController().signal
const ask = (api: ApiServer, stop = forever) => kubeText(api, { what: 'things', path }, limits, stop)

/** Answers only who has the token. */
const needs =
  (token: () => string): Answer =>
  (response, url, request) =>
    (request.headers.authorization === `Bearer ${token()}` ? json({ fine: true }) : refusal(401))(
      response,
      url,
      request,
    )

function tokenFile(text: string): { file: string; write(text: string): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tailpath-token-'))
  endings.push(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'token')
  writeFileSync(file, text)
  return { file, write: next => writeFileSync(file, next) }
}

describe('an answer', () => {
  test('comes whole', async () => {
    const api = await scripted()
    api.on(path, response => {
      response.write('first, ')
      setTimeout(() => response.end('second'), 20)
    })
    expect(await ask(client(api))).toEqual({ ok: true, value: 'first, second' })
  })

  test.each<[string, Answer, object]>([
    ['no answer at all', () => {}, { code: 'timeout' }],
    ['a body that stops half-way', response => void response.write('half'), { code: 'timeout' }],
    ['a body beyond the limit', response => void response.end('x'.repeat(1001)), { code: 'too_large' }],
    [
      'a body without an end',
      response => void setInterval(() => response.write('x'), 1).unref(),
      { code: 'timeout' },
    ],
    [
      'a connection that breaks',
      response => void response.write('half', () => response.destroy()),
      { code: 'truncated' },
    ],
    ['a connection that is refused a head', response => void response.destroy(), { code: 'refused' }],
    [
      'no right',
      refusal(403, 'things is forbidden'),
      { code: 'forbidden', detail: 'things: HTTP 403: things is forbidden' },
    ],
    ['not there', refusal(404), { code: 'not_found', httpStatus: 404 }],
    [
      'a page of HTML',
      response => void response.writeHead(502).end('<html>Bad Gateway</html>'),
      { code: 'server_error', detail: 'things: HTTP 502' },
    ],
    [
      'too many questions',
      response => void response.writeHead(429, { 'retry-after': '7' }).end(),
      { code: 'rate_limited', retryAfterSeconds: 7 },
    ],
    [
      'busy until a date',
      response => void response.writeHead(503, { 'retry-after': 'Tue, 24 Nov 2026 10:01:00 GMT' }).end(),
      { code: 'server_error', retryAfterSeconds: 60 },
    ],
  ])('%s', async (_, answer, failure) => {
    const api = await scripted()
    api.on(path, answer)
    expect(await ask(client(api))).toMatchObject({ ok: false, failure })
  })

  test('an idle connection that the server has closed is opened anew', async () => {
    const api = await scripted()
    const known = new Set<unknown>()
    api.on(path, (response, _url, request) => {
      if (known.has(request.socket)) return void response.destroy()
      known.add(request.socket)
      response.end('fine')
    })
    const server = client(api)
    for (let turn = 0; turn < 3; turn++) expect(await ask(server)).toEqual({ ok: true, value: 'fine' })
    expect(api.asked.length).toBeGreaterThan(3)
  })

  test('is not waited for after a stop', async () => {
    const api = await scripted()
    api.on(path, () => {})
    const stop = new AbortController()
    const answer = ask(client(api), stop.signal)
    setTimeout(() => stop.abort(), 20)
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'stopped' } })
  })

  test('a redirect is not followed: it would carry the token elsewhere', async () => {
    const elsewhere: unknown[] = []
    const thief = createServer((request, response) => {
      elsewhere.push(request.headers)
      response.end('thanks')
    })
    await new Promise<void>(resolve => thief.listen(0, '127.0.0.1', resolve))
    endings.push(() => thief.close())
    const api = await scripted()
    const location = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/`
    api.on(path, response => void response.writeHead(307, { location }).end())
    expect(await ask(client(api))).toMatchObject({
      ok: false,
      failure: { code: 'redirected', httpStatus: 307 },
    })
    expect(elsewhere).toEqual([])
  })

  test('is asked for uncompressed, so that the limit holds for what arrives', async () => {
    const api = await scripted()
    api.on(path, (response, _url, request) => {
      const zip = /gzip/.test(String(request.headers['accept-encoding'] ?? ''))
      response.end(zip ? gzipSync('x'.repeat(100_000)) : 'plain')
    })
    expect(await ask(client(api))).toEqual({ ok: true, value: 'plain' })
  })
})

describe('a server', () => {
  test.each([
    ['speaks no TLS', (port: number) => `https://127.0.0.1:${port}`, 'tls'],
    ['has a name that nobody knows', () => 'https://no-such-host.invalid', 'dns'],
  ])('%s', async (_, server, code) => {
    const api = await scripted()
    const outcome = await kubeText(
      client(api, {}, server(api.port)),
      { what: 'things', path },
      { ...limits, timeoutMs: 5_000 },
      forever,
    )
    expect(outcome).toMatchObject({ ok: false, failure: { code } })
  })

  test('may stand below a path, as behind Rancher', async () => {
    const api = await scripted()
    api.on(`/k8s/clusters/c-1${path}`, response => void response.end('there'))
    expect(await ask(client(api, {}, `http://127.0.0.1:${api.port}/k8s/clusters/c-1/`))).toEqual({
      ok: true,
      value: 'there',
    })
  })
})

describe('credentials', () => {
  test('a token file with a line break at its end', async () => {
    const api = await scripted()
    api.on(
      path,
      needs(() => 'token-1'),
    )
    expect(await ask(client(api, { tokenFile: tokenFile('token-1\n').file }))).toMatchObject({ ok: true })
  })

  test('a token that was replaced is read anew as soon as the old one is refused', async () => {
    const api = await scripted()
    const token = tokenFile('token-1')
    let valid = 'token-1'
    api.on(
      path,
      needs(() => valid),
    )
    const server = client(api, { tokenFile: token.file })
    expect(await ask(server)).toMatchObject({ ok: true })
    valid = 'token-2'
    token.write('token-2')
    expect(await ask(server)).toMatchObject({ ok: true })
    expect(api.asked).toHaveLength(3)
  })

  test('all who were refused at once go on with the new one', async () => {
    const api = await scripted()
    const token = tokenFile('token-1')
    let valid = 'token-1'
    api.on(
      path,
      needs(() => valid),
    )
    const server = client(api, { tokenFile: token.file })
    expect(await ask(server)).toMatchObject({ ok: true })
    valid = 'token-2'
    token.write('token-2')
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(server)))
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true])
  })

  test('a token that stays refused is not tried at every turn', async () => {
    const api = await scripted()
    api.on(path, refusal(401))
    const server = client(api)
    for (let turn = 0; turn < 3; turn++)
      expect(await ask(server)).toMatchObject({ ok: false, failure: { code: 'unauthorized' } })
    expect(api.asked).toHaveLength(4)
  })

  test('a plugin is run once for all who ask at once, and again when its token has expired', async () => {
    const api = await scripted()
    const runs = tokenFile('')
    const plugin = (seconds: number) => `
      const fs = require('node:fs')
      fs.appendFileSync(${JSON.stringify(runs.file)}, 'x')
      const { apiVersion } = JSON.parse(process.env.KUBERNETES_EXEC_INFO)
      const count = fs.readFileSync(${JSON.stringify(runs.file)}, 'utf8').length
      const expirationTimestamp = new Date(Date.now() + ${seconds} * 1000).toISOString()
      console.log(JSON.stringify({ apiVersion, kind: 'ExecCredential', status: { token: 'token-' + count, expirationTimestamp } }))`
    const seen: unknown[] = []
    api.on(path, (response, _url, request) => {
      seen.push(request.headers.authorization)
      response.end()
    })
    const by = (seconds: number) => ({
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: process.execPath,
        args: ['-e', plugin(seconds)],
        env: [],
      },
    })
    const slow = { timeoutMs: 5_000, limitBytes: 1000 }
    const lasting = client(api, by(3600))
    await Promise.all([1, 2, 3].map(() => kubeText(lasting, { what: 'things', path }, slow, forever)))
    await kubeText(lasting, { what: 'things', path }, slow, forever)
    expect(seen).toEqual(Array(4).fill('Bearer token-1'))
    const passing = client(api, by(-1))
    await kubeText(passing, { what: 'things', path }, slow, forever)
    await kubeText(passing, { what: 'things', path }, slow, forever)
    expect(seen.slice(4)).toEqual(['Bearer token-2', 'Bearer token-3'])
  })

  test.each<[string, Partial<KubeUser>]>([
    [
      'a plugin that prints its secret and fails',
      {
        exec: {
          apiVersion: null,
          command: process.execPath,
          args: ['-e', 'console.error("tskey-secret"); process.exit(1)'],
          env: [],
        },
      },
    ],
    [
      'a plugin that is not there',
      { exec: { apiVersion: null, command: '/no/such/plugin', args: [], env: [] } },
    ],
    ['a token file that is not there', { tokenFile: '/no/such/token' }],
  ])('%s: no request goes out, and the failure repeats nothing', async (_, user) => {
    const api = await scripted()
    const outcome = await kubeText(
      client(api, user),
      { what: 'things', path },
      { ...limits, timeoutMs: 5_000 },
      forever,
    )
    expect(outcome).toMatchObject({
      ok: false,
      failure: { code: 'unauthorized', detail: 'the credentials of context scripted cannot be read' },
    })
    expect(api.asked).toEqual([])
  })

  test('a plugin that hangs holds nobody longer than his own patience', async () => {
    const api = await scripted()
    const exec = {
      apiVersion: null,
      command: process.execPath,
      args: ['-e', 'setTimeout(() => {}, 3000)'],
      env: [],
    }
    expect(await ask(client(api, { exec }))).toMatchObject({ ok: false, failure: { code: 'timeout' } })
  })

  test('a name and password', async () => {
    const api = await scripted()
    api.on(path, (response, _url, request) => void response.end(request.headers.authorization))
    expect(await ask(client(api, { username: 'u', password: 'p' }))).toEqual({
      ok: true,
      value: `Basic ${btoa('u:p')}`,
    })
  })

  test('what a server repeats of a credential is not kept', async () => {
    const api = await scripted()
    api.on(path, refusal(500, 'Bearer eyJhbGciOi.J9.x at https://u:p@host/login?code=5 by tskey-auth-k1-abc'))
    const outcome = await ask(client(api))
    expect(outcome.ok ? '' : outcome.failure.detail).not.toMatch(/eyJ|u:p|code=5|abc/)
  })

  test('a context that names nothing', () => {
    expect(apiServer({ name: 'a', cluster: null, user: nobody }, now)).toMatchObject({
      ok: false,
      failure: { code: 'not_found' },
    })
  })
})
