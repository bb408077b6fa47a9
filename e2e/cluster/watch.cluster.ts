import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type ClusterSource, openCluster } from '#lib/collect/kubernetes/openCluster.ts'
import type { KubeContext } from '#lib/collect/kubernetes/readKubeconfig.ts'
import type { KubeObject } from '#lib/fake/model.ts'
import { labClusters } from '#lib/fake/world/labClusters.ts'
import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import { rights } from '#lib/tailnet/rights.ts'
import { applyManifest, installKinds, pathOfObject, putObjects, removeObject } from './putObjects.ts'
import { type Cluster, startCluster } from './startCluster.ts'
import { startProxy } from './startProxy.ts'

const quiet = { info() {}, warn() {} }
const now = () => new Date()
const patience = { timeout: 60_000, interval: 50 }
const pacing = {
  firstPauseMs: 200,
  longestPauseMs: 1_000,
  recheckMs: 2_000,
  pollMs: 1_000,
  watchSeconds: 240,
}
const objects = labClusters(now()).find(({ name }) => name === 'dc-calico')?.objects ?? []

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** A source that has its first picture. */
async function opened(context: KubeContext): Promise<ClusterSource & { changes(): number }> {
  let changes = 0
  const onChange = () => {
    changes += 1
  }
  const source = openCluster({ context, now, log: quiet, pacing, onChange })
  endings.push(() => source.stop())
  const started = await source.start()
  if (!started.ok) throw new Error(JSON.stringify(started.failure))
  return { ...source, changes: () => changes }
}

const named = (kind: string, name?: string): KubeObject => {
  const object = objects.find(
    each => each.kind === kind && (name === undefined || each.metadata.name === name),
  )
  if (!object) throw new Error(`the lab has no ${kind} ${name}`)
  return object
}

/** The pod of the lab under another name, so that it is one more. */
function anotherPod(name: string): KubeObject {
  const pod = named('Pod')
  const { uid: _, ...metadata } = pod.metadata
  return { ...pod, metadata: { ...metadata, name } }
}

const podNames = (source: ClusterSource) => (source.facts()?.pods ?? []).map(({ name }) => name).sort()
const statesOf = (source: ClusterSource) =>
  new Set(
    source
      .sources()
      .map(({ state }) => state)
      .filter(state => state !== 'absent'),
  )

async function labCluster(name: string, args?: string): Promise<Cluster> {
  const cluster = await startCluster(name, args === undefined ? {} : { args })
  await installKinds(cluster.admin, ['crd.projectcalico.org'])
  await putObjects(cluster.admin, objects)
  return cluster
}

describe('objects that change while they are watched', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await labCluster('watched')
  })
  afterAll(() => cluster?.stop())

  test('a new pod, a changed label, a changed policy of the CNI, and a pod that goes: each is an event', async () => {
    const source = await opened(cluster.context())
    const { admin } = cluster
    const before = podNames(source)
    await putObjects(admin, [anotherPod('one-more')])
    await expect.poll(() => podNames(source), patience).toEqual([...before, 'one-more'].sort())

    const labels = { metadata: { labels: { team: 'net' } } }
    const merge = { contentType: 'application/merge-patch+json' }
    await admin('PATCH', pathOfObject(anotherPod('one-more')), labels, merge)
    const pod = () => source.facts()?.pods.find(({ name }) => name === 'one-more')
    await expect.poll(() => pod()?.labels.team, patience).toBe('net')

    const pool = named('IPPool')
    await admin('PATCH', pathOfObject(pool), { spec: { natOutgoing: false } }, merge)
    const kept = (facts: ClusterFacts | null) => facts?.objects.find(({ kind }) => kind === 'IPPool')
    await expect.poll(() => kept(source.facts())?.spec.natOutgoing, patience).toBe(false)

    const changes = source.changes()
    await removeObject(admin, anotherPod('one-more'))
    await expect.poll(() => podNames(source), patience).toEqual(before)
    expect(source.changes()).toBeGreaterThan(changes)
  })

  test('kinds that are installed later are found, and gone again when they are taken away', async () => {
    const source = await opened(cluster.context())
    const absent = (facts: ClusterFacts | null) =>
      facts?.unseen.filter(({ why }) => why === 'absent').map(({ kind }) => kind) ?? []
    expect(absent(source.facts())).toContain('ProxyClass')
    await installKinds(cluster.admin, ['tailscale.com'])
    const operatorKinds = ['Connector', 'PeerRelay', 'ProxyClass', 'ProxyGroup']
    await expect
      .poll(() => absent(source.facts()).filter(kind => operatorKinds.includes(kind)), patience)
      .toEqual([])
  })

  test('the API server is killed with -9 and started again: what is held stays, and it goes on by itself', async () => {
    const source = await opened(cluster.context())
    const before = podNames(source)
    await cluster.kill()
    await expect.poll(() => statesOf(source).has('failing'), patience).toBe(true)
    expect(podNames(source)).toEqual(before)
    expect(await source.rights('apps')).toMatchObject({ ok: false, failure: { code: 'refused' } })
    await cluster.startAgain()
    await putObjects(cluster.admin, [anotherPod('after-the-crash')])
    await expect.poll(() => podNames(source), patience).toEqual([...before, 'after-the-crash'].sort())
    await expect.poll(() => [...statesOf(source)], patience).toEqual(['ok'])
    await removeObject(cluster.admin, anotherPod('after-the-crash'))
  })
})

test('a watch that would begin before the compaction (410) lists anew: what came and went meanwhile is known', async () => {
  const cluster = await labCluster('expiring', '--watch-cache=false --etcd-compaction-interval=2s')
  endings.push(() => cluster.stop())
  await putObjects(cluster.admin, [anotherPod('goes-unseen')])
  await applyManifest(cluster.admin, readFileSync('deploy/rbac/t1-objects.yaml', 'utf8'))
  const token = await cluster.token({ namespace: 'tailpath', name: 'tailpath' }, 3600)
  const proxy = await startProxy(cluster)
  endings.push(() => proxy.close())
  const source = await opened(cluster.context({ token }, proxy.url))
  expect(podNames(source)).toContain('goes-unseen')
  const lists = () => proxy.requests.filter(each => each.startsWith('GET /api/v1/pods?limit')).length
  const listsBefore = lists()

  proxy.cut()
  await expect.poll(() => statesOf(source).has('failing'), patience).toBe(true)
  await removeObject(cluster.admin, anotherPod('goes-unseen'))
  await putObjects(cluster.admin, [anotherPod('comes-unseen')])
  // Two compactions: the second takes away what the first one left.
  await new Promise(resolve => setTimeout(resolve, 7_000))
  proxy.mend()

  await expect.poll(() => podNames(source).includes('comes-unseen'), patience).toBe(true)
  expect(podNames(source)).not.toContain('goes-unseen')
  expect(proxy.expiries()).toBeGreaterThan(0)
  expect(lists()).toBeGreaterThan(listsBefore)
  await expect.poll(() => [...statesOf(source)], patience).toEqual(['ok'])
})

describe('a token that ends', () => {
  const account = { namespace: 'tailpath', name: 'tailpath' }
  let cluster: Cluster
  let folder = ''
  beforeAll(async () => {
    cluster = await labCluster('tokens')
    for (const { role } of rights) {
      if (role) await applyManifest(cluster.admin, readFileSync(`deploy/rbac/${role.file}`, 'utf8'), 'apps')
    }
    folder = mkdtempSync(join(tmpdir(), 'tailpath-token-'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await cluster?.stop()
  })

  /** Until the server no longer takes it: it remembers a good one for ten seconds. */
  async function untilRefused(token: string): Promise<void> {
    const status = async () =>
      (await cluster.admin('GET', '/api/v1/pods?limit=1', undefined, { token })).status
    await expect.poll(status, patience).toBe(401)
  }

  test('is read from its file again when the kubelet has written a new one', async () => {
    const file = join(folder, 'token')
    const first = await cluster.token(account, 3)
    writeFileSync(file, first)
    const source = await opened(cluster.context({ tokenFile: file }))
    expect(await source.rights('apps')).toMatchObject({ ok: true, value: { exec: 'yes' } })
    writeFileSync(file, `${await cluster.token(account, 3600)}\n`)
    await untilRefused(first)
    expect(await source.rights('apps')).toMatchObject({ ok: true, value: { exec: 'yes' } })
    await putObjects(cluster.admin, [anotherPod('after-the-token')])
    await expect.poll(() => podNames(source).includes('after-the-token'), patience).toBe(true)
    expect([...statesOf(source)]).toEqual(['ok'])
  })

  test('is told where no new one comes, and what is held stays until one does', async () => {
    const file = join(folder, 'late')
    const first = await cluster.token(account, 3)
    writeFileSync(file, first)
    const source = await opened(cluster.context({ tokenFile: file }))
    const before = podNames(source)
    await untilRefused(first)
    expect(await source.rights('apps')).toMatchObject({ ok: false, failure: { code: 'unauthorized' } })
    expect(podNames(source)).toEqual(before)
    writeFileSync(file, await cluster.token(account, 3600))
    await expect.poll(async () => (await source.rights('apps')).ok, patience).toBe(true)
  })

  test('is asked of the credential plugin again, once per token and not per request', async () => {
    const calls = join(folder, 'calls')
    const file = join(folder, 'exec-token')
    const plugin = join(folder, 'plugin.sh')
    const write = async (seconds: number) => {
      const token = await cluster.token(account, seconds)
      const expirationTimestamp = new Date(Date.now() + seconds * 1000).toISOString()
      const status = { token, expirationTimestamp }
      const apiVersion = 'client.authentication.k8s.io/v1'
      writeFileSync(file, JSON.stringify({ apiVersion, kind: 'ExecCredential', status }))
      return token
    }
    writeFileSync(calls, '')
    writeFileSync(plugin, `#!/bin/sh\necho call >> ${calls}\ncat ${file}\n`, { mode: 0o755 })
    const count = () => readFileSync(calls, 'utf8').split('\n').length - 1
    const first = await write(3)
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: plugin, interactiveMode: 'Never' }
    const source = await opened(cluster.context({ exec }))
    for (let look = 0; look < 5; look++) expect((await source.rights('apps')).ok).toBe(true)
    const callsAtFirst = count()
    await write(3600)
    await untilRefused(first)
    for (let look = 0; look < 5; look++) expect((await source.rights('apps')).ok).toBe(true)
    expect(count()).toBeGreaterThan(callsAtFirst)
    expect(count() - callsAtFirst).toBeLessThanOrEqual(2)
    process.stdout.write(
      `credential plugin: ${callsAtFirst} calls for the first token, ${count() - callsAtFirst} for the next\n`,
    )
  })
})

describe('an object with 10,000 siblings', () => {
  const siblings = 10_000
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await labCluster('large')
    const bodies = Array.from({ length: siblings }, (_, number) => ordinaryPod(`web-${number}`))
    const queue = bodies.values()
    const worker = async () => {
      for (const body of queue) {
        const { status } = await cluster.admin('POST', '/api/v1/namespaces/apps/pods', body)
        if (status !== 201) throw new Error(`HTTP ${status}`)
      }
    }
    await Promise.all(Array.from({ length: 16 }, worker))
    await applyManifest(cluster.admin, readFileSync('deploy/rbac/t1-objects.yaml', 'utf8'))
  })
  afterAll(() => cluster?.stop())

  test('is found by pages of 500, and of the siblings little is kept', async () => {
    const token = await cluster.token({ namespace: 'tailpath', name: 'tailpath' }, 3600)
    const proxy = await startProxy(cluster)
    endings.push(() => proxy.close())
    const before = heapBytes()
    const began = performance.now()
    const source = await opened(cluster.context({ token }, proxy.url))
    const seconds = (performance.now() - began) / 1000
    const pages = proxy.requests.filter(each => each.startsWith('GET /api/v1/pods?limit=500'))
    expect(pages).toHaveLength(21)
    expect(pages.filter(each => each.includes('continue='))).toHaveLength(20)
    const pods: readonly PodFacts[] = source.facts()?.pods ?? []
    expect(pods.map(({ name }) => name)).toEqual([named('Pod').metadata.name])
    const kept = (heapBytes() - before) / 1024 / 1024
    process.stdout.write(
      `${siblings} siblings: first picture in ${seconds.toFixed(1)} s, ${kept.toFixed(1)} MiB kept, ${pages.length} pages\n`,
    )
    expect(kept).toBeLessThan(40)
    await putObjects(cluster.admin, [anotherPod('among-many')])
    await expect.poll(() => source.facts()?.pods.length, patience).toBe(2)
  })
})

/** As a cluster is full of them: some 4 KB each. */
function ordinaryPod(name: string): object {
  const env = Array.from({ length: 20 }, (_, number) => ({
    name: `SETTING_${number}`,
    value: 'x'.repeat(60),
  }))
  return {
    metadata: { name, namespace: 'apps', labels: { app: 'web' }, annotations: { note: 'y'.repeat(500) } },
    spec: {
      nodeName: named('Node').metadata.name,
      containers: [{ name: 'web', image: 'nginx:1', env, ports: [{ containerPort: 80 }] }],
    },
  }
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
