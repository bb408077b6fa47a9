import { execFile } from 'node:child_process'
import { sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse, stringify } from 'yaml'
import type { KubeContext } from '#lib/collect/kubernetes/readKubeconfig.ts'
import { readKubeconfig } from '#lib/collect/kubernetes/readKubeconfig.ts'
import { type KubeApi, kubeApi } from './kubeApi.ts'

const run = promisify(execFile)
const here = import.meta.dirname

/** A user of a kubeconfig. */
type User = Record<string, unknown>

/** A real kube-apiserver with etcd, of its own. */
export interface Cluster {
  name: string
  url: string
  folder: string
  /** As the administrator. */
  admin: KubeApi
  /** A kubeconfig with one context, called like the cluster; without a user the administrator's. */
  kubeconfig(user?: User, server?: string): string
  context(user?: User, server?: string): KubeContext
  /** A token of a service account that ends after this time, signed by the server's own key. */
  token(account: { namespace: string; name: string }, seconds: number): Promise<string>
  /** What exec and logs do here, by rules (fakelet.go). */
  fakelet(rules: { exec?: object[]; logs?: object[] }): void
  /** Where pods/proxy reaches a pod: "ip:port" to "127.0.0.1:port". */
  egress(ways: Record<string, string>): void
  /** Ends the API server as a crash does; etcd stays. */
  kill(): Promise<void>
  /** Starts the API server again and waits until it is ready. */
  startAgain(): Promise<void>
  stop(): Promise<void>
}

export async function startCluster(name: string, options: { args?: string } = {}): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), `tailpath-${name}-`))
  const port = await freeBlock()
  const env = { ...process.env, APISERVER_ARGS: options.args ?? '', NODE: process.execPath }
  const down = async () => {
    await run(join(here, 'down.sh'), [folder])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await run(join(here, 'up.sh'), [folder, String(port)], { env })
  } catch (error) {
    await down()
    throw error
  }
  const pki = (file: string) => readFileSync(join(folder, 'pki', file), 'utf8')
  const url = `https://127.0.0.1:${port}`
  const admin = kubeApi({ url, ca: pki('ca.crt'), cert: pki('admin.crt'), key: pki('admin.key') })
  const kubeconfig: Cluster['kubeconfig'] = (user, server = url) => {
    const config = parse(readFileSync(join(folder, 'admin.kubeconfig'), 'utf8'))
    const cluster = server.startsWith('https:') ? { ...config.clusters[0].cluster, server } : { server }
    return stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name, cluster }],
      users: [{ name, user: user ?? config.users[0].user }],
      contexts: [{ name, context: { cluster: name, user: name } }],
    })
  }
  return {
    name,
    url,
    folder,
    admin,
    kubeconfig,
    context(user, server) {
      const read = readKubeconfig([{ text: kubeconfig(user, server), file: null }])
      const context = read.ok ? read.value[0] : undefined
      if (!context) throw new Error(JSON.stringify(read))
      return context
    },
    async token({ namespace, name: account }, seconds) {
      const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}`
      const { metadata } = (await admin('GET', path)).json() as { metadata: { uid: string } }
      return signedToken(pki('sa.key'), { namespace, name: account, uid: metadata.uid }, seconds)
    },
    fakelet: rules => writeFileSync(join(folder, 'fakelet.json'), JSON.stringify(rules)),
    egress: ways => writeFileSync(join(folder, 'egress.json'), JSON.stringify(ways)),
    async kill() {
      process.kill(pidOf(folder, 'apiserver'), 'SIGKILL')
      await untilTrue(() => admin('GET', '/readyz').then(no, yes))
    },
    async startAgain() {
      await run(join(folder, 'apiserver.sh'))
      await untilTrue(() => admin('GET', '/readyz').then(({ text }) => text === 'ok', no))
    },
    stop: down,
  }
}

const yes = () => true
const no = () => false

/** The last process that was started under this name. */
function pidOf(folder: string, name: string): number {
  const lines = readFileSync(join(folder, 'pids'), 'utf8').trim().split('\n')
  const line = lines.findLast(each => each.split(' ')[1] === name)
  if (!line) throw new Error(`no ${name} in ${folder}`)
  return Number(line.split(' ')[0])
}

async function untilTrue(look: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000
  while (!(await look())) {
    if (performance.now() > end) throw new Error('the API server did not do as told within a minute')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** The server goes on taking a token for this long after its end (go-jose `jwt.DefaultLeeway`). */
const leewaySeconds = 60

/** What TokenRequest gives, but for a life shorter than the ten minutes that it asks for (KEP-1205). */
function signedToken(
  key: string,
  account: { namespace: string; name: string; uid: string },
  seconds: number,
): string {
  const issuer = 'https://kubernetes.default.svc'
  const now = Math.floor(Date.now() / 1000)
  const { namespace, name, uid } = account
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256' })}.${part({
    aud: [issuer],
    exp: now + seconds - leewaySeconds,
    iat: now - leewaySeconds,
    nbf: now - leewaySeconds,
    iss: issuer,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    sub: `system:serviceaccount:${namespace}:${name}`,
  })}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

/** The first of four ports in a row that were free a moment ago. */
async function freeBlock(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const first = 20_000 + 4 * Math.floor(Math.random() * 3_000)
    const free = await Promise.all([0, 1, 2, 3].map(more => isFree(first + more)))
    if (free.every(Boolean)) return first
  }
  throw new Error('no four free ports in a row')
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
