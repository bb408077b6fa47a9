import { Client } from 'pg'
import { afterEach, expect, test } from 'vitest'
import { type CollectorWishes, type TestStage, testStage } from '#lib/demo/testStage.ts'
import type { KubeObject, Voice, World } from '#lib/fake/model.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { onlyClusters } from '#lib/fake/world/onlyClusters.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { linksNow } from '#lib/store/read/linksNow.ts'

const start = new Date('2026-11-24T10:00:00Z')
const noExec: CollectorWishes = { settings: { mayExec: () => false } }

type Wire = Record<string, unknown>

interface Scene extends TestStage {
  rows<T = Record<string, unknown>>(sql: string): Promise<T[]>
  /** Changes the text of a pod's status, or the device list, as the world would give them. */
  edits: { status: (pod: KubeObject, text: string) => string; devices: (list: Wire[]) => Wire[] }
  object(cluster: string, kind: string, name: RegExp): KubeObject
  /** Time for the watches to bring what changed. */
  settle(): Promise<void>
}

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function scene(clusters: string[]): Promise<Scene> {
  const database = await testDatabase()
  endings.push(database.close)
  const edits: Scene['edits'] = { status: (_, text) => text, devices: list => list }
  const world = onlyClusters(labWorld({ at: start }), clusters)
  const edited: World = {
    ...world,
    devices: (live, now) => edits.devices(world.devices(live, now)),
    voice(cluster, pod, live, now): Voice | null {
      const voice = world.voice(cluster, pod, live, now)
      return voice && { ...voice, statusJson: options => edits.status(pod, voice.statusJson(options)) }
    },
  }
  const stage = await testStage({ world: edited, url: database.url, start })
  const pg = new Client({ connectionString: database.url })
  pg.on('error', () => undefined)
  await pg.connect()
  endings.push(() => pg.end())
  endings.push(() => stage.close())
  return {
    ...stage,
    edits,
    rows: async sql => (await pg.query(sql)).rows,
    object(cluster, kind, name) {
      const found = stage.fake
        .objects(cluster)
        .find(each => each.kind === kind && name.test(each.metadata.name))
      if (!found) throw new Error(`no ${kind} ${name} in ${cluster}`)
      return found
    },
    settle: () => new Promise(resolve => setTimeout(resolve, 300)),
  }
}

const spec = (object: KubeObject) => object.spec as Record<string, unknown>
const status = (object: KubeObject) => object.status as Record<string, unknown>

const podsOf = (name: string) => `
  select pod.name, pod.device_id, pod.gone_at is not null as gone, target.id as target, target.gone_at is null as is_there
  from target_pod pod join target on target.id = pod.target_id where target.workload = '${name}' order by pod.first_seen, pod.name`

test('a rollout of a Deployment: another pod, the same target with its history', async () => {
  const { begin, step, rows, object, fake, settle } = await scene(['dc-calico'])
  const { collector } = await begin()
  await step([collector], 60, 2)
  const workload = object('dc-calico', 'Deployment', /^calico$/)
  const template = spec(workload).template as { metadata?: Wire; spec: Wire }
  fake.put('dc-calico', {
    ...workload,
    spec: {
      ...spec(workload),
      template: { ...template, metadata: { ...template.metadata, annotations: { rolled: 'yes' } } },
    },
  })
  await settle()
  await step([collector], 60, 3)
  const pods = await rows(podsOf('calico'))
  expect(pods.map(({ gone }) => gone)).toEqual([true, false])
  expect(new Set(pods.map(({ target }) => target)).size).toBe(1)
  expect(new Set(pods.map(({ name }) => name)).size).toBe(2)
  expect(await rows(`select distinct target_id from path_now`)).toEqual([{ target_id: pods[0]?.target }])
  expect(await rows(`select title from event where kind = 'pod_replaced'`)).toEqual([
    { title: expect.stringMatching(/^Pod calico-\S+ took the place of calico-\S+$/) },
  ])
  // The old pod's paths have ended, and no new one overlaps them.
  expect(
    await rows(`select 1 from path_span a join path_span b using (observer, peer)
    where (a.started_at, a.ended_at) < (b.started_at, b.ended_at) and a.ended_at > b.started_at`),
  ).toEqual([])
})

test('a StatefulSet’s pod that moved to another node is the same target under its ordinal', async () => {
  const { begin, step, rows, object, fake, settle } = await scene(['eks-prod'])
  const { collector } = await begin()
  await step([collector], 60, 1)
  const pod = object('eks-prod', 'Pod', /^edge-0$/)
  const moved = {
    ...pod,
    metadata: { ...pod.metadata, uid: '11111111-2222-4333-8444-555555555555' },
    spec: { ...spec(pod), nodeName: 'eks-a' },
    status: { ...status(pod), podIP: '10.20.10.177', podIPs: [{ ip: '10.20.10.177' }] },
  }
  fake.put('eks-prod', moved)
  await settle()
  await step([collector], 60, 2)
  const seen = await rows(`
    select node, pod.gone_at is not null as gone, target.name, ordinal
    from target_pod pod join target on target.id = pod.target_id where workload = 'edge' order by gone desc`)
  expect(seen).toEqual([
    { node: 'eks-f', gone: true, name: 'edge-0', ordinal: 0 },
    { node: 'eks-a', gone: false, name: 'edge-0', ordinal: 0 },
  ])
  expect(await rows(`select title from event where kind = 'pod_replaced'`)).toEqual([
    { title: 'Pod edge-0 was made anew' },
  ])
})

test('an ephemeral device that comes back under a new ID stays its target’s; the old one’s links end', async () => {
  const { begin, step, rows, edits } = await scene(['dc-calico'])
  const { collector } = await begin()
  await step([collector], 60, 2)
  const [before] = await rows<{ device_id: string; target: string }>(podsOf('calico'))
  const old = before?.device_id ?? ''
  const renamed = (text: string) => text.replaceAll(old, 'nEPHEMERALCNTRL')
  edits.status = (_, text) => renamed(text)
  edits.devices = list => JSON.parse(renamed(JSON.stringify(list)))
  await step([collector], 60, 2)
  expect(await rows(podsOf('calico'))).toEqual([{ ...before, device_id: 'nEPHEMERALCNTRL' }])
  expect(await rows('select distinct observer from path_now')).toEqual([{ observer: 'nEPHEMERALCNTRL' }])
  expect(await rows('select distinct observer, target_id, ended_by from path_span')).toEqual([
    { observer: old, target_id: before?.target, ended_by: 'gone' },
  ])
  expect(await rows(`select gone_at is not null as gone from device where id = '${old}'`)).toEqual([
    { gone: true },
  ])
})

test('a pod’s address that another pod has now does not make that one the first one’s device', async () => {
  const { begin, step, rows, object, fake, settle, edits, now } = await scene(['dc-cilium'])
  const { collector } = await begin(noExec)
  await step([collector], 60, 1)
  const [before] = await rows<{ device_id: string; match_method: string }>(
    `select device_id, match_method from target_pod where name like 'cilium-%'`,
  )
  expect(before?.match_method).toBe('endpoint')
  // The first pod went; its device is off, and still listed with the address.
  const pod = object('dc-cilium', 'Pod', /^cilium-/)
  const heir = object('dc-cilium', 'Pod', /^netpol-/)
  const ip = String(status(pod).podIP)
  const lastSeen = now().toISOString()
  edits.devices = list =>
    list
      .filter(device => device.nodeId === before?.device_id)
      .map(device => ({ ...device, connectedToControl: false, lastSeen }))
  const ref = { apiVersion: 'v1', kind: 'Pod', namespace: pod.metadata.namespace ?? '' }
  fake.remove('dc-cilium', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: ref.namespace,
    name: 'cilium',
  })
  for (const each of fake
    .objects('dc-cilium')
    .filter(({ kind, metadata }) => kind === 'Pod' && /^cilium-/.test(metadata.name)))
    fake.remove('dc-cilium', { ...ref, name: each.metadata.name })
  fake.put('dc-cilium', {
    ...heir,
    metadata: { ...heir.metadata, uid: '99999999-2222-4333-8444-555555555555' },
    status: {
      ...status(heir),
      podIP: ip,
      podIPs: [{ ip }],
      startTime: new Date(now().getTime() + 30_000).toISOString(),
    },
  })
  await settle()
  await step([collector], 60, 2)
  expect(
    await rows(`select ip, device_id from target_pod where name like 'netpol-%' and gone_at is null`),
  ).toEqual([{ ip, device_id: null }])
})

test('two devices with one hostname are ambiguous where nothing else tells, and the pod’s own status tells', async () => {
  const { begin, step, rows, edits, object } = await scene(['dc-calico'])
  const hostname = object('dc-calico', 'Pod', /^calico-/).metadata.name
  edits.devices = list =>
    list.flatMap(device => {
      const { clientConnectivity: _, ...bare } = device
      return device.hostname === 'calico'
        ? [
            { ...bare, hostname },
            { ...bare, hostname, nodeId: 'nTWINCNTRL', id: '77' },
          ]
        : [bare]
    })
  const blind = await begin(noExec)
  await step([blind.collector], 60, 1)
  const match = `select device_id, match_method from target_pod where name like 'calico-%'`
  expect(await rows(match)).toEqual([{ device_id: null, match_method: 'ambiguous' }])
  await blind.collector.close()
  const { collector } = await begin()
  await step([collector], 60, 1)
  expect(await rows(match)).toEqual([
    { device_id: expect.not.stringMatching('nTWINCNTRL'), match_method: 'exec' },
  ])
})

test('a cloned state: two pods that are one device to the control plane are told, and no path flips between them', async () => {
  const { begin, step, rows, edits } = await scene(['dc-cilium'])
  const { collector } = await begin({ settings: { diagnoseSeconds: 60 } })
  await step([collector], 60, 1)
  const [one, two] = await rows<{ device_id: string }>(
    `select device_id from target_pod where name ~ '^(cilium|netpol)-' order by name`,
  )
  const [original, clone] = [one?.device_id ?? '', two?.device_id ?? '']
  edits.status = (_, text) => text.replaceAll(clone, original)
  edits.devices = list =>
    list
      .filter(({ nodeId }) => nodeId !== clone)
      .map(device => (device.nodeId === original ? { ...device, multipleConnections: true } : device))
  await step([collector], 60, 5)
  const findings = await rows(
    `select distinct code from finding where code = 'dev-cloned' and closed_at is null`,
  )
  expect(findings).toEqual([{ code: 'dev-cloned' }])
  const spans = await rows(`
    select peer, count(*)::int as spans from path_span where observer = '${original}' and ended_by = 'changed'
    group by peer having count(*) > 1`)
  expect(spans).toEqual([])
  expect(await rows(`select distinct device_id from target_pod where name ~ '^(cilium|netpol)-'`)).toEqual([
    { device_id: original },
  ])
})

test('a cluster whose context was renamed is the same cluster with the same targets', async () => {
  const { begin, step, rows } = await scene(['dc-calico'])
  const first = await begin()
  await step([first.collector], 60, 1)
  const targets = await rows('select id, first_seen from target order by id')
  await first.collector.close()
  const second = await begin({ renamed: text => text.replaceAll('dc-calico', 'berlin') })
  await step([second.collector], 60, 1)
  expect(await rows('select name from cluster')).toEqual([{ name: 'berlin' }])
  expect(await rows('select id, first_seen from target order by id')).toEqual(targets)
  expect(await rows(`select title from source_health where id like '%:api'`)).toEqual([
    { title: 'Kubernetes API of berlin' },
  ])
  expect(await rows(`select subject from gap where subject <> 'collector'`)).toEqual([])
})

test('a link between two pods whose ends disagree is one way: no share counts it', async () => {
  const { begin, step, rows, edits, db } = await scene(['dc-cilium'])
  const { collector } = await begin()
  await step([collector], 60, 1)
  const [one, two] = await rows<{ name: string; device_id: string }>(
    `select name, device_id from target_pod where name ~ '^(cilium|netpol)-' order by name`,
  )
  const before = await linksNow(db)
  edits.status = (pod, text) => {
    const own = JSON.parse(text) as { Peer: Record<string, Wire> }
    const [like] = Object.values(own.Peer)
    const isOne = pod.metadata.name === one?.name
    const path = isOne
      ? { CurAddr: '10.31.10.102:41641', PeerRelay: '' }
      : { CurAddr: '', PeerRelay: '', Relay: 'nyc' }
    const bytes = { RxBytes: 1_000 + (now().getTime() % 1e9), TxBytes: 1_000 + (now().getTime() % 1e9) }
    const other = { ...like, ...path, ...bytes, ID: isOne ? two?.device_id : one?.device_id, Active: true }
    return JSON.stringify({ ...own, Peer: { ...own.Peer, 'nodekey:other': other } })
  }
  const now = () => new Date()
  await step([collector], 60, 2)
  const seen = await rows(`
    select observer, kind from path_now
    where (observer, peer) in (('${one?.device_id}', '${two?.device_id}'), ('${two?.device_id}', '${one?.device_id}')) order by kind`)
  expect(seen.map(({ kind }) => kind)).toEqual(['derp', 'direct'])
  const after = await linksNow(db)
  expect(after.oneWay).toBe(before.oneWay + 1)
  expect(after.links).toEqual(before.links)
})
