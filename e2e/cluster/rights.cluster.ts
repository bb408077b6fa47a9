import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceCheck } from '#lib/check/check.ts'
import { type ClusterSource, openCluster } from '#lib/collect/kubernetes/openCluster.ts'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { podStatus } from '#lib/fake/world/kubeShape.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import { rights } from '#lib/tailnet/rights.ts'
import { playRecordings, recordedPods } from './playRecordings.ts'
import { applyManifest, installKinds, putObjects, removeObject } from './putObjects.ts'
import { type Cluster, startCluster } from './startCluster.ts'

const root = join(import.meta.dirname, '../..')
const quiet = { info() {}, warn() {} }
const world = labWorld()
const objects = world.clusters.find(({ name }) => name === 'eks-prod')?.objects ?? []
const account = { namespace: 'tailpath', name: 'tailpath' }
const manifestOf = (tier: string) => {
  const role = rights.find(each => each.tier === tier)?.role
  if (!role) throw new Error(`${tier} has no role`)
  return readFileSync(join(root, 'deploy/rbac', role.file), 'utf8')
}

/** An address of this machine that a pod might have. */
const ownAddress = Object.values(networkInterfaces())
  .flatMap(each => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address

const endings: (() => unknown)[] = []
afterAll(async () => {
  for (const end of endings.reverse()) await end()
})

/** The lab's eks-prod with an account that may nothing yet. */
async function stage(): Promise<Cluster> {
  const cluster = await startCluster('eks-prod')
  endings.push(() => cluster.stop())
  await installKinds(cluster.admin)
  await putObjects(cluster.admin, objects)
  endings.push(await playRecordings(cluster, objects))
  await putObjects(cluster.admin, [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: account.namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
  ])
  return cluster
}

describe('each tier by its manifest as it stands', () => {
  let cluster: Cluster
  let token = ''
  beforeAll(async () => {
    cluster = await stage()
    token = await cluster.token(account, 3600)
  })

  /** What this account can do now with a pod in this namespace: "ok", or the code of the failure. */
  async function can(source: ClusterSource, pod: PodFacts) {
    const outcomes = {
      metrics: await source.metrics(pod),
      log: await source.log(pod, { limitBytes: 10_000 }),
      exec: await source.exec(pod, ['tailscale', 'status', '--json', '--active']),
    }
    const told = Object.entries(outcomes).map(([what, outcome]) => [
      what,
      outcome.ok ? 'ok' : `${outcome.failure.code} ${outcome.failure.httpStatus}`,
    ])
    return Object.fromEntries(told)
  }

  async function opened(): Promise<ClusterSource> {
    const source = openCluster({
      context: cluster.context({ token }),
      now: () => new Date(),
      log: quiet,
      onChange() {},
    })
    endings.push(() => source.stop())
    return source
  }

  /** A recorded pod in each of the two namespaces. */
  async function bothCan() {
    const source = await opened()
    const started = await source.start()
    expect(started).toMatchObject({ ok: true })
    const pods = source.facts()?.pods ?? []
    const of = (name: string) => {
      const pod = pods.find(each => each.name === name)
      if (!pod) throw new Error(`no pod ${name}`)
      return pod
    }
    return {
      source,
      apps: await can(source, of('api-68ba0faea8-26614')),
      tailscale: await can(source, of('edge-0')),
    }
  }

  const refused = 'forbidden 403'
  const nothing = { metrics: refused, log: refused, exec: refused }

  test('without any, the cluster tells that it refuses', async () => {
    expect(await (await opened()).start()).toMatchObject({
      ok: false,
      failure: { code: 'forbidden', httpStatus: 403 },
    })
  })

  test('T1: all facts, and neither metrics nor logs nor exec', async () => {
    await applyManifest(cluster.admin, manifestOf('T1'))
    const { source, ...pods } = await bothCan()
    expect(pods).toEqual({ apps: nothing, tailscale: nothing })
    expect(source.sources().map(({ state }) => state)).toEqual(source.sources().map(() => 'ok'))
    expect(source.facts()?.pods).toHaveLength(8)
    expect(await source.rights('apps')).toEqual({ ok: true, value: { exec: 'no', proxy: 'no', log: 'no' } })
  })

  test.skipIf(!ownAddress)(
    'T2: the metrics of a pod whose address is reached, without a right to them',
    async () => {
      const pod = objects.find(({ metadata }) => metadata.name === 'api-68ba0faea8-26614')
      if (!pod || !ownAddress) throw new Error('no pod')
      const near = { ...pod, metadata: { ...pod.metadata, name: 'near' } }
      const status = { ...podStatus(pod), podIP: ownAddress, podIPs: [{ ip: ownAddress }] }
      await putObjects(cluster.admin, [{ ...near, status }])
      const text = recordedPods('eks-prod').find(({ target }) => target === 'api')?.metrics
      const server = createServer((_, response) => response.end(text)).listen(9002, ownAddress)
      const source = await opened()
      await source.start()
      const seen = source.facts()?.pods.find(({ name }) => name === 'near')
      expect(seen && (await source.metricsByIp(seen))).toEqual({ ok: true, value: text })
      expect(seen && (await source.metrics(seen))).toMatchObject({
        ok: false,
        failure: { code: 'forbidden' },
      })
      server.close()
      await removeObject(cluster.admin, near)
    },
  )

  test('T3 in a namespace: metrics and logs there, no exec, and nothing elsewhere', async () => {
    await applyManifest(cluster.admin, manifestOf('T3'), 'apps')
    const { source, ...pods } = await bothCan()
    expect(pods).toEqual({ apps: { metrics: 'ok', log: 'ok', exec: refused }, tailscale: nothing })
    expect(await source.rights('apps')).toEqual({ ok: true, value: { exec: 'no', proxy: 'yes', log: 'yes' } })
  })

  test('T4 in a namespace: exec there, and nothing elsewhere', async () => {
    await applyManifest(cluster.admin, manifestOf('T4'), 'apps')
    const { source, ...pods } = await bothCan()
    expect(pods).toEqual({ apps: { metrics: 'ok', log: 'ok', exec: 'ok' }, tailscale: nothing })
    expect(await source.rights('apps')).toEqual({
      ok: true,
      value: { exec: 'yes', proxy: 'yes', log: 'yes' },
    })
    expect(await source.rights('tailscale')).toEqual({
      ok: true,
      value: { exec: 'no', proxy: 'no', log: 'no' },
    })
  })

  test('T4 alone, without T3: exec and nothing else', async () => {
    await applyManifest(cluster.admin, manifestOf('T4'), 'tailscale')
    const { tailscale } = await bothCan()
    expect(tailscale).toEqual({ metrics: refused, log: refused, exec: 'ok' })
  })

  test.each<['GET' | 'POST' | 'PATCH' | 'DELETE', string]>([
    ['GET', '/api/v1/secrets'],
    ['GET', '/api/v1/namespaces/apps/secrets'],
    ['GET', '/api/v1/namespaces/apps/secrets/api'],
    ['GET', '/api/v1/nodes/eks-a/proxy/metrics'],
    ['GET', '/api/v1/namespaces/kube-system/configmaps'],
    ['GET', '/api/v1/namespaces/kube-system/configmaps/another'],
    ['GET', '/api/v1/namespaces/apps/serviceaccounts'],
    ['POST', '/api/v1/namespaces/apps/pods'],
    ['POST', '/api/v1/namespaces/tailpath/serviceaccounts/tailpath/token'],
    ['PATCH', '/apis/apps/v1/namespaces/apps/deployments/api'],
    ['DELETE', '/api/v1/namespaces/apps/pods/api-68ba0faea8-26614'],
  ])('with all tiers still refused: %s %s', async (method, path) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    const answer = await cluster.admin(method, path, body, { token, contentType })
    expect(answer.status).toBe(403)
  })
})

describe('npm run check', () => {
  let cluster: Cluster
  let fake: Fake
  beforeAll(async () => {
    cluster = await stage()
    fake = await startFake({ world })
    endings.push(() => fake.close())
    const token = await cluster.token(account, 3600)
    writeFileSync(join(cluster.folder, 'kubeconfig'), cluster.kubeconfig({ token }))
    writeFileSync(join(cluster.folder, 'tailpath.yaml'), 'exec: { namespaces: [apps] }')
  })

  /** Runs it as a person would. */
  function check(...flags: string[]): Promise<{ code: number; stdout: string }> {
    const { KUBECONFIG: _, TAILPATH_CONTEXTS: __, ...inherited } = process.env
    const env = {
      ...inherited,
      TAILSCALE_API_KEY: fake.apiKey,
      TAILSCALE_API_URL: fake.tailscaleUrl,
      KUBECONFIG: join(cluster.folder, 'kubeconfig'),
      TAILPATH_CONFIG: join(cluster.folder, 'tailpath.yaml'),
    }
    return new Promise(resolve => {
      const child = execFile(
        process.execPath,
        ['lib/check/main.ts', ...flags],
        { cwd: root, env },
        (_, stdout) => resolve({ code: child.exitCode ?? -1, stdout }),
      )
    })
  }

  async function checked(): Promise<{ code: number; states: string[]; yaml: string[] }> {
    const { code, stdout } = await check('--json')
    const { sources } = JSON.parse(stdout) as { sources: SourceCheck[] }
    const tiers = sources.flatMap(source => source.tiers)
    return {
      code,
      states: tiers.map(
        ({ tier, namespaces, state }) => `${tier}${namespaces ? ` ${namespaces.join()}` : ''} ${state}`,
      ),
      yaml: tiers.flatMap(({ tier, add }) => (tier === 'T0' || !add ? [] : [add.text])),
    }
  }

  // Devices, policy file and settings of the tailnet.
  const reached = ['T0 ok', 'T0 ok', 'T0 ok']

  test('leads from no right to all by what it prints, and by nothing else', async () => {
    const bare = await checked()
    expect(bare.states).toEqual([...reached, 'T1 missing', 'T2 off', 'T3 failed', 'T4 failed'])
    expect(bare.code).toBe(1)
    for (const text of bare.yaml) await applyManifest(cluster.admin, text)

    const objectsOnly = await checked()
    expect(objectsOnly.states).toEqual([
      ...reached,
      'T1 ok',
      'T2 off',
      'T3 apps,tailscale missing',
      'T4 apps missing',
      'T4 tailscale off',
    ])
    expect(objectsOnly.code).toBe(1)
    const { code, stdout } = await check('--tiers', 'T0,T1')
    expect(stdout).toContain('All that is asked for is there.')
    expect(code).toBe(0)
    for (const text of objectsOnly.yaml) await applyManifest(cluster.admin, text)

    const all = await checked()
    expect(all.states).toEqual([
      ...reached,
      'T1 ok',
      'T2 off',
      'T3 apps,tailscale ok',
      'T4 apps ok',
      'T4 tailscale off',
    ])
    expect(all.code).toBe(0)
  })

  test('names the account, and one kind that was taken away', async () => {
    const role = 'tailpath-objects'
    const path = `/apis/rbac.authorization.k8s.io/v1/clusterroles/${role}`
    const { rules } = (await cluster.admin('GET', path)).json() as { rules: { resources: string[] }[] }
    const fewer = rules.filter(({ resources }) => !resources.includes('nodes'))
    const merge = { contentType: 'application/merge-patch+json' }
    await cluster.admin('PATCH', path, { rules: fewer }, merge)
    const { code, stdout } = await check()
    process.stdout.write(stdout)
    expect(code).toBe(1)
    expect(stdout).toContain('cluster eks-prod, as system:serviceaccount:tailpath:tailpath')
    expect(stdout).toContain('MISSING: may not get/list/watch nodes')
    expect(stdout).toContain('tailpath-objects-more')
    expect(stdout).toContain('1 right is missing.')
    await cluster.admin('PATCH', path, { rules }, merge)
  })
})
