import { afterEach, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { type ApiServer, apiServer } from './apiServer.ts'
import { execInPod } from './execInPod.ts'
import { type ScriptedServer, scriptedServer } from './scriptedServer.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const success = { metadata: {}, status: 'Success' }
const exitCode = (code: number) => ({
  status: 'Failure',
  reason: 'NonZeroExitCode',
  message: `command terminated with non-zero exit code: exit status ${code}`,
  details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
})

const frame = (channel: number, content: string | object) =>
  Buffer.concat([
    Buffer.from([channel]),
    Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  ])

interface Stage {
  api: ScriptedServer
  server: ApiServer
  /** Requests to upgrade. */
  asked: { url: URL; authorization: string | undefined }[]
  open: Set<WebSocket>
}

/** A server whose exec speaks as told once the client is there. */
async function stage(
  speak: (socket: WebSocket) => void,
  subprotocol: string | false = 'v5.channel.k8s.io',
): Promise<Stage> {
  const api = await scriptedServer()
  endings.push(() => api.close())
  const asked: Stage['asked'] = []
  const open = new Set<WebSocket>()
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => subprotocol })
  api.onUpgrade((request, socket, head) => {
    asked.push({ url: new URL(request.url ?? '', 'http://x'), authorization: request.headers.authorization })
    sockets.handleUpgrade(request, socket, head, client => {
      open.add(client)
      client.on('close', () => open.delete(client))
      client.on('error', () => {})
      speak(client)
    })
  })
  return { api, server: clientOf(api), asked, open }
}

function clientOf(api: ScriptedServer): ApiServer {
  const opened = apiServer(api.context(), () => new Date())
  if (!opened.ok) throw new Error(opened.failure.detail)
  endings.push(() => opened.value.close())
  return opened.value
}

const forever = new AbortController().signal
const run = (server: ApiServer, limits = {}, stop = forever) =>
  execInPod(
    server,
    {
      namespace: 'apps',
      pod: 'web-0',
      container: 'ts',
      argv: ['tailscale', 'status', '--json', '$(id); a b'],
    },
    { timeoutMs: 200, limitBytes: 1000, ...limits },
    stop,
  )

const say =
  (...frames: Buffer[]) =>
  (socket: WebSocket) => {
    for (const each of frames) socket.send(each)
    socket.close()
  }

describe('a command', () => {
  test('goes word by word, never through a shell, with the token', async () => {
    const { server, asked } = await stage(say(frame(1, 'out'), frame(3, success)))
    expect(await run(server)).toEqual({ ok: true, value: 'out' })
    expect(asked[0]?.url.pathname).toBe('/api/v1/namespaces/apps/pods/web-0/exec')
    expect(asked[0]?.url.searchParams.getAll('command')).toEqual([
      'tailscale',
      'status',
      '--json',
      '$(id); a b',
    ])
    expect(asked[0]?.url.searchParams.get('container')).toBe('ts')
    expect(asked[0]?.url.searchParams.has('stdin')).toBe(false)
    expect(asked[0]?.url.searchParams.has('tty')).toBe(false)
    expect(asked[0]?.authorization).toBe('Bearer token-1')
  })

  test('stdout and stderr are kept apart, and a character may be cut by a frame', async () => {
    const euro = Buffer.from('€')
    const halves = [euro.subarray(0, 1), euro.subarray(1)].map(part =>
      Buffer.concat([Buffer.from([1]), part]),
    )
    const { server } = await stage(
      say(frame(1, 'a'), frame(2, 'warning'), ...halves, frame(2, ''), frame(3, success)),
    )
    expect(await run(server)).toEqual({ ok: true, value: 'a€' })
  })

  test('output that the exit code overtakes is not lost', async () => {
    const { server } = await stage(socket => {
      socket.send(frame(3, success))
      setTimeout(() => say(frame(1, 'late'))(socket), 30)
    })
    expect(await run(server)).toEqual({ ok: true, value: 'late' })
  })

  test('v4 of the protocol will do', async () => {
    const { server } = await stage(say(frame(1, 'out'), frame(3, success)), 'v4.channel.k8s.io')
    expect(await run(server)).toEqual({ ok: true, value: 'out' })
  })

  test.each([
    [
      'another exit code',
      [frame(1, 'half'), frame(2, 'failed to connect to local tailscaled\nmore'), frame(3, exitCode(1))],
      'exec_failed',
      'exec in apps/web-0: exit code 1: failed to connect to local tailscaled',
    ],
    [
      'its own words hold a credential',
      [frame(2, 'Log in at: https://login.tailscale.com/a/1234 tskey-auth-abc'), frame(3, exitCode(1))],
      'exec_failed',
      'exec in apps/web-0: exit code 1: Log in at: https://login.tailscale.com/… [redacted]',
    ],
    [
      'no such program',
      [
        frame(3, {
          status: 'Failure',
          reason: 'InternalError',
          message: 'exec: "tailscale": executable file not found in $PATH',
        }),
      ],
      'exec_failed',
      'exec in apps/web-0: exec: "tailscale": executable file not found in $PATH',
    ],
    [
      'the container is gone',
      [frame(3, { status: 'Failure', reason: 'InternalError', message: 'container not found ("ts")' })],
      'not_running',
      'exec in apps/web-0: container not found ("ts")',
    ],
    [
      'no end',
      [frame(1, 'half')],
      'truncated',
      'exec in apps/web-0: the connection ended before the command',
    ],
    [
      'an end that nobody can read',
      [frame(3, 'what?')],
      'malformed',
      'exec in apps/web-0: the end of the command cannot be read',
    ],
  ])('%s', async (_, frames, code, detail) => {
    const { server } = await stage(say(...frames))
    expect(await run(server)).toMatchObject({ ok: false, failure: { code, detail } })
  })
})

describe('limits', () => {
  test.each([
    ['in one frame', [frame(1, 'x'.repeat(1500))]],
    ['in many', Array.from({ length: 20 }, () => frame(1, 'x'.repeat(100)))],
  ])('too much output, %s, is cut off at once', async (_, frames) => {
    const { server, open } = await stage(socket => {
      for (const each of frames) socket.send(each)
    })
    expect(await run(server, { timeoutMs: 5_000 })).toMatchObject({
      ok: false,
      failure: { code: 'too_large' },
    })
    await expect.poll(() => open.size).toBe(0)
  })

  test('a command that hangs is left, and its connection with it', async () => {
    const { server, open } = await stage(() => {})
    expect(await run(server)).toMatchObject({ ok: false, failure: { code: 'timeout' } })
    await expect.poll(() => open.size).toBe(0)
  })

  test('a server that never takes the upgrade', async () => {
    const api = await scriptedServer()
    endings.push(() => api.close())
    api.onUpgrade(() => {})
    expect(await run(clientOf(api))).toMatchObject({ ok: false, failure: { code: 'timeout' } })
  })

  test('a stop', async () => {
    const { server, open } = await stage(() => {})
    const stop = new AbortController()
    const outcome = run(server, { timeoutMs: 5_000 }, stop.signal)
    await expect.poll(() => open.size).toBe(1)
    stop.abort()
    expect(await outcome).toMatchObject({ ok: false, failure: { code: 'stopped' } })
    await expect.poll(() => open.size).toBe(0)
  })

  test('a thousand of them leave nothing behind', async () => {
    const { server, open } = await stage(say(frame(1, 'out'), frame(3, success)))
    for (let batch = 0; batch < 100; batch++) {
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => run(server, { timeoutMs: 5_000 })))
      expect(outcomes.every(outcome => outcome.ok)).toBe(true)
    }
    await expect.poll(() => open.size).toBe(0)
  })
})

describe('an upgrade that is refused', () => {
  const refused = async (head: string, body = '') => {
    const api = await scriptedServer()
    endings.push(() => api.close())
    api.onUpgrade(
      (_request, socket) =>
        void socket.end(`HTTP/1.1 ${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
    )
    return await run(clientOf(api), { timeoutMs: 2_000 })
  }

  test.each([
    [
      'no right',
      '403 Forbidden',
      JSON.stringify({ message: 'pods "web-0" is forbidden' }),
      { code: 'forbidden', httpStatus: 403 },
    ],
    [
      'no such pod',
      '404 Not Found',
      JSON.stringify({ message: 'pods "web-0" not found' }),
      { code: 'not_found', httpStatus: 404 },
    ],
    [
      'no node yet',
      '400 Bad Request',
      JSON.stringify({ message: 'pod web-0 does not have a host assigned' }),
      { code: 'not_running' },
    ],
    ['a fault', '500 Internal Server Error', '', { code: 'server_error', httpStatus: 500 }],
    [
      'a redirect, which is not followed',
      '302 Found\r\nlocation: http://127.0.0.1:1/',
      '',
      { code: 'redirected' },
    ],
    ['a token that has run out', '401 Unauthorized', '', { code: 'unauthorized', httpStatus: 401 }],
    ['a plain answer', '200 OK', 'hello', { httpStatus: 200 }],
  ])('%s', async (_, head, body, failure) => {
    expect(await refused(head, body)).toMatchObject({ ok: false, failure })
  })

  test('a server that knows no channel protocol', async () => {
    const { server } = await stage(() => {}, false)
    expect(await run(server)).toMatchObject({ ok: false, failure: { code: 'malformed' } })
  })

  test('a server that is away', async () => {
    const api = await scriptedServer()
    await api.close()
    expect(await run(clientOf(api))).toMatchObject({ ok: false, failure: { code: 'refused' } })
  })
})
