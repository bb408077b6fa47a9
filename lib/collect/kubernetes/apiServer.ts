import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent, type RequestOptions } from 'node:https'
import { KubeConfig, type User } from '@kubernetes/client-node'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from '../failed.ts'
import { TimeOver, withDeadline } from '../tailscale/withDeadline.ts'
import type { KubeCluster, KubeContext, KubeUser } from './readKubeconfig.ts'

/** For answers that end: its connections are used again. For a WebSocket: one of its own each. */
export interface ServerAgents {
  request: HttpAgent
  socket: HttpAgent
}

/** TLS and headers for one request, as the credentials are at this moment. */
export interface Access {
  tls: Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'servername'>
  headers: Record<string, string>
  agents: ServerAgents
  /** Counts how often the credentials were forgotten before these. */
  generation: number
}

/** One API server and the credentials to ask it with. Does no request itself. */
export interface ApiServer {
  url: URL
  now(): Date
  /** Credentials for the next request; a plugin or a token file is asked again when what it gave has expired. */
  access(signal: AbortSignal): Promise<Outcome<Access>>
  /** Forgets credentials that were just refused; false where there are no others to be had for now. */
  renew(refused: Access): boolean
  close(): void
}

/** How long a credential plugin may take: it may ask a cloud, but never a person. */
const pluginMs = 30_000
/** A refused credential is asked for anew no more often: else a lost right would start a plugin per request. */
const renewMs = 10_000

/** The server of a context; a failure where the context cannot be used as it is written. */
export function apiServer(context: KubeContext, now: () => Date, agents?: ServerAgents): Outcome<ApiServer> {
  const { cluster, user, name } = context
  if (!cluster) return failed('not_found', `context ${name} names a cluster that is not in the kubeconfig`)
  if (!user) return failed('not_found', `context ${name} names a user that is not in the kubeconfig`)
  const url = URL.parse(cluster.server)
  if (!url || !/^https?:$/.test(url.protocol))
    return failed('malformed', `the server of context ${name} is no http or https address`)
  const isTls = url.protocol === 'https:'
  const own = agents ?? {
    request: isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true }),
    socket: isTls ? new HttpsAgent() : new HttpAgent(),
  }
  let config = kubeConfig(cluster, user)
  let asking: Promise<Outcome<Access>> | null = null
  let renewedAt = Number.NEGATIVE_INFINITY
  let generation = 0

  async function ask(): Promise<Outcome<Access>> {
    const options: RequestOptions = {}
    const asked = generation
    try {
      await config.applyToHTTPSOptions(options)
    } catch {
      // What a plugin prints may hold its credential, and a missing file names itself: neither is repeated.
      return failed('unauthorized', `the credentials of context ${name} cannot be read`)
    }
    const { ca, cert, key, rejectUnauthorized, servername, agent } = options
    // The agent of the library is needed only to go through a proxy; ours keep their connections.
    const agents =
      cluster?.['proxy-url'] && agent instanceof HttpAgent ? { request: agent, socket: agent } : own
    return {
      ok: true,
      value: {
        tls: { ca, cert, key, rejectUnauthorized, servername },
        headers: headersOf(options),
        agents,
        generation: asked,
      },
    }
  }

  return {
    ok: true,
    value: {
      url,
      now,
      access(signal) {
        // Requests that start together share one run of the plugin.
        const answer = asking ?? ask()
        asking = answer
        void answer.then(() => {
          if (asking === answer) asking = null
        })
        return withDeadline(pluginMs, signal, limit => unlessEnded(answer, name, limit))
      },
      renew(refused) {
        // Someone who was refused with the same ones was first.
        if (refused.generation < generation) return true
        const at = performance.now()
        if (at - renewedAt < renewMs) return false
        renewedAt = at
        config = kubeConfig(cluster, user)
        generation += 1
        asking = null
        return true
      },
      close() {
        own.request.destroy()
        own.socket.destroy()
      },
    },
  }
}

function kubeConfig(cluster: KubeCluster, user: KubeUser): KubeConfig {
  const config = new KubeConfig()
  config.loadFromOptions({
    currentContext: 'context',
    contexts: [{ name: 'context', cluster: 'cluster', user: 'user' }],
    clusters: [
      {
        name: 'cluster',
        server: cluster.server,
        // Data speaks before a file, as with kubectl; the library has it the other way round.
        ...(cluster['certificate-authority-data']
          ? { caData: cluster['certificate-authority-data'] }
          : { caFile: cluster['certificate-authority'] }),
        tlsServerName: cluster['tls-server-name'],
        proxyUrl: cluster['proxy-url'],
        // Plain http has nothing to verify, and the library refuses it unless told so.
        skipTLSVerify: cluster['insecure-skip-tls-verify'] === true || cluster.server.startsWith('http:'),
      },
    ],
    users: [
      {
        name: 'user',
        ...(user['client-certificate-data']
          ? { certData: user['client-certificate-data'] }
          : { certFile: user['client-certificate'] }),
        ...(user['client-key-data'] ? { keyData: user['client-key-data'] } : { keyFile: user['client-key'] }),
        username: user.username,
        password: user.password,
        impersonateUser: user.as,
        ...tokenSource(user),
      },
    ],
  })
  return config
}

/** The first that is given, in the order of client-go: a file outlives the token that was copied from it. */
function tokenSource(user: KubeUser): Partial<User> {
  const { tokenFile, token, exec } = user
  if (tokenFile) return { authProvider: { name: 'tokenFile', config: { tokenFile } } }
  if (token) return { token }
  if (exec) return { exec: { ...exec, env: pluginEnv(exec) } }
  return { authProvider: user['auth-provider'] }
}

/** kubectl tells each plugin which answer it expects and that nobody is there to type (client-go exec.go). */
function pluginEnv(exec: NonNullable<KubeUser['exec']>): { name: string; value: string }[] {
  const info = {
    apiVersion: exec.apiVersion ?? 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: { interactive: false },
  }
  return [...(exec.env ?? []), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }]
}

function headersOf(options: RequestOptions): Record<string, string> {
  const headers = Object.entries(options.headers ?? {}).flatMap(([name, value]) =>
    // A token file commonly ends in a line break, which no header may hold.
    typeof value === 'string' ? [[name, value.trim()] as const] : [],
  )
  const basic = options.auth ? { Authorization: `Basic ${Buffer.from(options.auth).toString('base64')}` } : {}
  return { ...Object.fromEntries(headers), ...basic }
}

/** A plugin cannot be hurried: who waits for it goes, and it is asked no second time until it ends. */
function unlessEnded(
  answer: Promise<Outcome<Access>>,
  name: string,
  limit: AbortSignal,
): Promise<Outcome<Access>> {
  const ended = new Promise<Outcome<Access>>(resolve => {
    const end = () => {
      const code = limit.reason instanceof TimeOver ? 'timeout' : 'stopped'
      resolve(failed(code, `the credentials of context ${name} were not given in time`))
    }
    if (limit.aborted) end()
    else limit.addEventListener('abort', end)
  })
  return Promise.race([answer, ended])
}
