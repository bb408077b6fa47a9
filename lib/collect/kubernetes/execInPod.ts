import WebSocket from 'ws'
import type { Outcome, SourceFailure } from '#lib/tailnet/failure.ts'
import { failure } from '../failed.ts'
import { withDeadline } from '../tailscale/withDeadline.ts'
import type { Access, ApiServer } from './apiServer.ts'
import { connectionFailure } from './connectionFailure.ts'
import { execFailure } from './execFailure.ts'
import { readBody } from './readBody.ts'
import { statusFailure } from './statusFailure.ts'
import { withoutToken } from './withoutToken.ts'

/** A command in a container, without a shell, a terminal or any input. */
export interface ExecAsk {
  namespace: string
  pod: string
  container: string
  argv: readonly string[]
}

export interface ExecLimits {
  timeoutMs: number
  /** Of stdout. */
  limitBytes: number
}

/** Subprotocols and the channel in the first byte of each frame: KEP-4006, apimachinery remotecommand/constants.go. */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']
const channels = { stdout: 1, stderr: 2, status: 3 }
const stderrBytes = 64 * 1024
const statusBytes = 64 * 1024
const errorBytes = 64 * 1024
/**
 * The exit code travels beside stdout and may overtake its last frame, so the answer is whole only when the server closes.
 * One that never does is left after this time.
 */
const closeMs = 2_000

/** Runs a command and gives its stdout; any exit code but 0 is `exec_failed`. Its connection is closed in every case. */
export function execInPod(
  server: ApiServer,
  ask: ExecAsk,
  limits: ExecLimits,
  stop: AbortSignal,
): Promise<Outcome<string>> {
  return withDeadline(limits.timeoutMs, stop, async signal => {
    const access = await server.access(signal)
    if (!access.ok) return access
    const answer = await run(server, access.value, ask, limits, signal)
    if (answer.ok || answer.failure.httpStatus !== 401 || !server.renew(access.value)) return answer
    const renewed = await server.access(signal)
    return renewed.ok ? await run(server, renewed.value, ask, limits, signal) : renewed
  })
}

function addressOf(base: URL, { namespace, pod, container, argv }: ExecAsk): URL {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/exec`
  const url = new URL(base.origin + base.pathname.replace(/\/+$/, '') + path)
  url.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:'
  url.searchParams.set('container', container)
  for (const word of argv) url.searchParams.append('command', word)
  url.searchParams.set('stdout', 'true')
  url.searchParams.set('stderr', 'true')
  return url
}

function run(
  server: ApiServer,
  access: Access,
  ask: ExecAsk,
  limits: ExecLimits,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  const what = `exec in ${ask.namespace}/${ask.pod}`
  const socket = new WebSocket(addressOf(server.url, ask), protocols, {
    ...access.tls,
    agent: access.agents.socket,
    headers: { 'User-Agent': 'tailpath', ...access.headers },
    followRedirects: false,
    perMessageDeflate: false,
    maxPayload: limits.limitBytes + 1,
  })
  const stdout: Buffer[] = []
  let stdoutLength = 0
  let stderr = ''
  let status = ''

  return new Promise(resolve => {
    let closing: NodeJS.Timeout | undefined
    const settle = (outcome: Outcome<string>) => {
      clearTimeout(closing)
      signal.removeEventListener('abort', onAbort)
      resolve(outcome)
      socket.terminate()
    }
    const fail = (cause: SourceFailure) => settle({ ok: false, failure: withoutToken(cause, access) })
    const onAbort = () => fail(connectionFailure(null, what, 'body', signal))
    /** All that will come has come. */
    const finish = () => {
      if (status === '') return fail(failure('truncated', `${what}: the connection ended before the command`))
      const cause = execFailure(status, stderr, what)
      settle(
        cause ? { ok: false, failure: cause } : { ok: true, value: Buffer.concat(stdout).toString('utf8') },
      )
    }

    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    // A late error of a socket that was given up has a listener too: without one it would end the process.
    socket.on('error', error => fail(socketFailure(error, what, signal)))
    socket.on('close', finish)
    socket.on('unexpected-response', (_request, response) => {
      void readBody(response, errorBytes, what, signal).then(body =>
        fail(
          statusFailure(
            response.statusCode ?? 0,
            what,
            body.ok ? body.value : '',
            response.headers,
            server.now(),
          ),
        ),
      )
    })
    socket.on('message', data => {
      const frame = bytesOf(data)
      const content = frame.subarray(1)
      switch (frame[0]) {
        case channels.stdout:
          stdoutLength += content.length
          if (stdoutLength > limits.limitBytes)
            return fail(failure('too_large', `${what}: more than ${limits.limitBytes} bytes of output`))
          stdout.push(content)
          break
        case channels.stderr:
          if (stderr.length < stderrBytes) stderr += content.toString('utf8')
          break
        case channels.status:
          if (status.length < statusBytes) status += content.toString('utf8')
          closing ??= setTimeout(finish, closeMs)
      }
    })
  })
}

function bytesOf(data: WebSocket.RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}

function socketFailure(error: Error, what: string, signal: AbortSignal): SourceFailure {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
    return failure('too_large', `${what}: a frame beyond the limit`)
  const isProtocol =
    code.startsWith('WS_ERR') || /subprotocol|Sec-WebSocket|Upgrade header/i.test(error.message)
  if (isProtocol && !signal.aborted)
    return failure('malformed', `${what}: no exec by WebSocket (${protocols.join(', ')})`)
  return connectionFailure(error, what, 'head', signal)
}
