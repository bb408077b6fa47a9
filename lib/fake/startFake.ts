import { randomBytes } from 'node:crypto'
import { stringify } from 'yaml'
import type { KubeObject, Live, World } from './model.ts'
import { type Fault, Faults } from './servers/http/faults.ts'
import { sendReply } from './servers/http/reply.ts'
import { RequestLog, type SeenRequest } from './servers/http/requestLog.ts'
import { serve } from './servers/http/serve.ts'
import type { ObjectRef } from './servers/kubernetes/objectStore.ts'
import { type Denial, Rights } from './servers/kubernetes/rights.ts'
import { startCluster } from './servers/kubernetes/startCluster.ts'
import { answerTailscale, apiFailure, type TailscaleApi } from './servers/tailscale/tailscaleApi.ts'

export interface FakeCluster {
  name: string
  /** Of its namespace kube-system. */
  uid: string
  url: string
  token: string
}

/** A tailnet and its clusters that answer over real HTTP on the loopback. */
export interface Fake {
  /** Stands for https://api.tailscale.com. */
  tailscaleUrl: string
  apiKey: string
  /** What the token endpoint accepts. */
  oauthClient: { id: string; secret: string }
  clusters: readonly FakeCluster[]
  /** A kubeconfig with a context per cluster, each by the cluster's name. */
  kubeconfig(): string
  /** Lets the controllers of all clusters act on what time brings; watches see it. */
  tick(): void
  /** The present objects of a cluster. */
  objects: Live
  /** Puts an object, as a controller of the cluster would; the others act on it. */
  put(cluster: string, object: KubeObject): void
  /** Removes an object. Throws where there is none. */
  remove(cluster: string, ref: ObjectRef): void
  /** Forgets past versions, so that older watches and lists are told 410. */
  compact(cluster: string): void
  /** Breaks off the connections of what was asked by such a path, such as running watches. */
  cut(cluster: string, route: RegExp): void
  /** Lets requests fail, until the returned function is called. */
  fault(fault: Fault): () => void
  /** Takes a right from the account, until the returned function is called. */
  deny(denial: Denial): () => void
  /** What was asked so far, oldest first; the newest 20,000. */
  requests(): SeenRequest[]
  close(): Promise<void>
}

/** Starts the servers that speak for a world, each on a free port. Keys and tokens are new at each start. */
export async function startFake(options: { world: World; now?: () => Date }): Promise<Fake> {
  const { world, now = () => new Date() } = options
  const log = new RequestLog()
  const faults = new Faults()
  const rights = new Rights()
  const live: Live = name => cluster(name).store.all()
  const clusters = await Promise.all(
    world.clusters.map(definition => startCluster({ definition, world, live, now, log, faults, rights })),
  )
  function cluster(name: string) {
    const found = clusters.find(one => one.name === name)
    if (!found) throw new Error(`no cluster ${name}: ${clusters.map(one => one.name).join(', ')}`)
    return found
  }
  // The world notes where its pods stand before anybody edits something.
  for (const one of clusters) one.settle()

  const api: TailscaleApi = {
    tailnet: world.tailnet,
    apiKey: `tskey-api-${randomBytes(16).toString('hex')}`,
    oauthClient: {
      id: `k${randomBytes(8).toString('hex')}CNTRL`,
      secret: `tskey-client-${randomBytes(16).toString('hex')}`,
    },
    now,
    devices: () => world.devices(live, now()),
    policy: () => world.policy(),
    tokens: new Map(),
  }
  const control = await serve({
    cluster: null,
    log,
    faults,
    failure: status => apiFailure(status),
    answer: async (request, response) => sendReply(response, await answerTailscale(api, request)),
  })
  return {
    tailscaleUrl: control.url,
    apiKey: api.apiKey,
    oauthClient: api.oauthClient,
    clusters: clusters.map(({ name, uid, url, token }) => ({ name, uid, url, token })),
    kubeconfig: () => kubeconfig(clusters),
    tick: () => {
      for (const one of clusters) one.settle()
    },
    objects: live,
    put: (name, object) => {
      cluster(name).store.put(object)
      cluster(name).settle()
    },
    remove: (name, ref) => {
      if (!cluster(name).store.remove(ref)) throw new Error(`no ${ref.kind} ${ref.name} in ${name}`)
      cluster(name).settle()
    },
    compact: name => cluster(name).compact(),
    cut: (name, route) => cluster(name).cut(route),
    fault: fault => faults.add(fault),
    deny: denial => rights.deny(denial),
    requests: () => log.all(),
    close: async () => {
      await Promise.all([control.close(), ...clusters.map(one => one.close())])
    },
  }
}

/** Plain HTTP on the loopback: @kubernetes/client-node takes it only where TLS is not to be verified. */
function kubeconfig(clusters: readonly FakeCluster[]): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': clusters[0]?.name ?? '',
    clusters: clusters.map(({ name, url }) => ({
      name,
      cluster: { server: url, 'insecure-skip-tls-verify': true },
    })),
    users: clusters.map(({ name, token }) => ({ name, user: { token } })),
    contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
  })
}
