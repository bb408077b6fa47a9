import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '#lib/config/readConfig.ts'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { runReal } from '#lib/poll/runReal.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { rights } from '#lib/tailnet/rights.ts'
import { playRecordings, recordedPods } from './playRecordings.ts'
import { applyManifest, installKinds, putObjects } from './putObjects.ts'
import { type Cluster, startCluster } from './startCluster.ts'

const root = join(import.meta.dirname, '../..')
const world = labWorld()
const names = ['eks-prod', 'dc-cilium']
const patience = { timeout: 90_000, interval: 200 }
/** Looks as often as can be, so that minutes of a real collector pass in seconds. */
const settings = `
exec: { namespaces: ["*"], perSecond: 50 }
intervals: { devices: 5, status: 2, metrics: 2, log: 5, diagnose: 1 }
`

const endings: (() => unknown)[] = []
afterAll(async () => {
  for (const end of endings.reverse()) await end()
})

async function realCluster(name: string): Promise<Cluster> {
  const objects = world.clusters.find(each => each.name === name)?.objects ?? []
  const cluster = await startCluster(name)
  endings.push(() => cluster.stop())
  await installKinds(cluster.admin)
  await putObjects(cluster.admin, objects)
  endings.push(await playRecordings(cluster, objects))
  const namespaces = new Set(recordedPods(name).map(({ pod }) => pod.namespace))
  for (const { role } of rights) {
    if (!role) continue
    const text = readFileSync(join(root, 'deploy/rbac', role.file), 'utf8')
    for (const namespace of namespaces) await applyManifest(cluster.admin, text, namespace)
  }
  return cluster
}

describe('a collector of two real clusters, by accounts with just the documented rules', () => {
  let clusters: Cluster[] = []
  let fake: Fake
  let pg: Client
  const said: string[] = []

  beforeAll(async () => {
    clusters = [await realCluster('eks-prod'), await realCluster('dc-cilium')]
    fake = await startFake({ world })
    endings.push(() => fake.close())
    const folder = mkdtempSync(join(tmpdir(), 'tailpath-collector-'))
    endings.push(() => rmSync(folder, { recursive: true }))
    const files = await Promise.all(
      clusters.map(async cluster => {
        const file = join(folder, cluster.name)
        const token = await cluster.token({ namespace: 'tailpath', name: 'tailpath' }, 3600)
        writeFileSync(file, cluster.kubeconfig({ token }))
        return file
      }),
    )
    writeFileSync(join(folder, 'tailpath.yaml'), settings)
    const read = readConfig(
      {
        TAILSCALE_API_KEY: fake.apiKey,
        TAILSCALE_API_URL: fake.tailscaleUrl,
        KUBECONFIG: files.join(':'),
        TAILPATH_CONFIG: join(folder, 'tailpath.yaml'),
      },
      file => readFileSync(file, 'utf8'),
    )
    if (!read.ok || read.config.mode === 'demo') throw new Error(JSON.stringify(read))
    const database = await testDatabase()
    endings.push(database.close)
    pg = new Client({ connectionString: database.url })
    await pg.connect()
    endings.push(() => pg.end())
    const db = openDatabase(database.url)
    const stop = new AbortController()
    const ended = runReal({
      config: read.config,
      db,
      url: database.url,
      log: pino({ level: 'silent' }),
      signal: stop.signal,
      say: line => void said.push(line),
    })
    endings.push(async () => {
      stop.abort()
      await ended
      await closeDatabase(db)
    })
  })

  const rows = async <T = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<T[]> =>
    (await pg.query(sql, values)).rows
  const count = async (sql: string, ...values: unknown[]) =>
    Number((await rows<{ n: string }>(`select count(*) n ${sql}`, ...values))[0]?.n)
  const idOf = async (name: string) => {
    const [row] = await rows<{ id: string }>('select id from cluster where name = $1', name)
    return row?.id ?? ''
  }

  test('is ready once both are read, each known by the UID of its kube-system', async () => {
    await expect.poll(() => said, patience).toEqual(['ready'])
    for (const cluster of clusters) {
      const namespace = await cluster.admin('GET', '/api/v1/namespaces/kube-system')
      expect(await idOf(cluster.name)).toBe((namespace.json() as { metadata: { uid: string } }).metadata.uid)
    }
    expect(await count('from cluster')).toBe(2)
  })

  test('each recorded pod is matched to its device, and each of its links goes as was measured', async () => {
    for (const { pod, device, truth, peers } of names.flatMap(recordedPods)) {
      const matched = () => rows('select device_id, match_method from target_pod where name = $1', pod.name)
      await expect.poll(matched, patience).toEqual([{ device_id: device, match_method: 'exec' }])
      const links = await rows<{ peer_name: string; kind: string }>(
        'select peer_name, kind from path_now where observer = $1',
        device,
      )
      const measured = Object.entries(truth.links).filter(([peer]) => peers.get(peer)?.Active)
      expect(measured.length).toBeGreaterThan(0)
      for (const [peer, { kind }] of measured)
        expect([peer, links.find(link => link.peer_name.split('.')[0] === peer)?.kind]).toEqual([peer, kind])
    }
  })

  test('NAT facts from logs, counters by pods/proxy, and diagnoses are there, and no source is refused', async () => {
    await expect.poll(() => count(`from round where source = 'metrics' and ok`), patience).toBeGreaterThan(5)
    expect(await count('from observer_state where net_info is not null')).toBeGreaterThan(5)
    await expect.poll(() => count('from diagnosis'), patience).toBeGreaterThan(5)
    expect(
      await rows(`select id, code, detail from source_health where state in ('denied', 'failing')`),
    ).toEqual([])
    expect(await count('from round where not ok')).toBe(0)
  })

  test('an API server that dies: named, a gap with its reason, the other cluster untouched; then well by itself', async () => {
    const [broken, other] = clusters
    if (!broken || !other) throw new Error('two clusters')
    const [id, otherId] = [await idOf(broken.name), await idOf(other.name)]
    const target = `split_part(target_id, '/', 1) = $1`
    const otherBefore = await count(`from round where ${target} and ok`, otherId)
    await broken.kill()
    const state = async () =>
      (await rows('select state, code from source_health where id = $1', `cluster:${id}:exec`))[0]
    await expect.poll(state, patience).toMatchObject({ state: 'failing', code: 'refused' })
    const open = () => count(`from gap where split_part(subject, '/', 1) = $1 and ended_at is null`, id)
    await expect.poll(open, patience).toBeGreaterThan(0)
    expect(await count(`from round where ${target} and not ok`, otherId)).toBe(0)
    await expect
      .poll(() => count(`from round where ${target} and ok`, otherId), patience)
      .toBeGreaterThan(otherBefore)

    await broken.startAgain()
    await expect.poll(state, patience).toMatchObject({ state: 'ok' })
    await expect.poll(open, patience).toBe(0)
    const gaps = await rows<{ code: string; reason: string; seconds: number }>(
      `select code, reason, extract(epoch from ended_at - started_at)::float seconds from gap
       where split_part(subject, '/', 1) = $1`,
      id,
    )
    const codes = new Set(gaps.map(({ code }) => code))
    expect(codes.has('refused')).toBe(true)
    // A server that has just started refuses rights until it has read its rules: that is a gap too, and named as such.
    codes.delete('forbidden')
    expect([...codes]).toEqual(['refused'])
    expect(gaps.every(({ reason, seconds }) => reason !== '' && seconds > 0 && seconds < 90)).toBe(true)
    const failing = () => count(`from source_health where state in ('denied', 'failing')`)
    await expect.poll(failing, patience).toBe(0)
    expect(await count(`from gap where split_part(subject, '/', 1) = $1`, otherId)).toBe(0)
  })
})
