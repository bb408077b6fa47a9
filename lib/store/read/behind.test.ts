import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { readyPartitions } from '../readyPartitions.ts'
import { at, emptied, shop } from '../testRounds.ts'
import { behind } from './behind.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
beforeEach(async () => {
  await emptied(db)
  await readyPartitions(db, [at(-60), at(60)])
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const window = { from: at(0), to: at(30) }
const seen = { kind: 'Deployment', firstSeen: at(-60), lastSeen: at(0) }
const put = async (facts?: object) => {
  await db.cluster.create({
    data: { id: 'c1', name: 'eks', firstSeen: at(0), lastSeen: at(0), ...(facts && { facts }) },
  })
  const place = { ...seen, clusterId: 'c1', namespace: 'n' }
  await db.target.createMany({
    data: [
      { ...place, id: shop, workload: 'shop', name: 'shop' },
      { ...place, id: 'web', workload: 'web', name: 'web' },
    ],
  })
}
const device = (id: string, facts: object, more: { tags?: string[] } = {}) =>
  db.device.create({
    data: {
      id,
      name: `${id}.ts.net`,
      hostname: id,
      addresses: [],
      os: 'linux',
      clientVersion: '1',
      user: '',
      tags: more.tags ?? [],
      external: false,
      ephemeral: false,
      online: 'yes',
      facts,
      firstSeen: at(0),
      lastSeen: at(0),
    },
  })
const link = { targetId: shop, observer: 'd' }
const sent = (peer: string, kind: string, bytes: bigint, minute = 5) =>
  db.linkTraffic5m.create({ data: { ...link, peer, kind, rx: bytes, tx: 0n, bucket: at(minute) } })

test('nothing known: objects were never read, nobody used it', async () => {
  await put()
  expect(await behind(db, { target: shop, window })).toEqual({
    objects: null,
    unseen: [],
    pods: [],
    peers: [],
  })
})

test('of the cluster’s objects only those that may stand behind a proxy, and which kinds are not seen', async () => {
  const object = { apiVersion: 'v1', namespace: 'n', name: 'x', annotations: {}, labels: {}, spec: {} }
  await put({
    objects: ['Service', 'NetworkPolicy', 'Ingress'].map(kind => ({ ...object, kind, data: {} })),
    unseen: [{ kind: 'Connector', why: 'forbidden' }],
  })
  const found = await behind(db, { target: shop, window })
  expect(found.objects).toEqual([
    { ...object, kind: 'Service' },
    { ...object, kind: 'Ingress' },
  ])
  expect(found.unseen).toEqual([{ kind: 'Connector', why: 'forbidden' }])
})

test('routes of the devices of living pods; a pod without a device has none that are known', async () => {
  await put()
  await device('d', { advertisedRoutes: ['10.0.0.0/8'], enabledRoutes: [] })
  const pod = { targetId: shop, container: 'ts', facts: {}, firstSeen: at(0) }
  await db.targetPod.createMany({
    data: [
      { ...pod, uid: 'p1', name: 'a', deviceId: 'd' },
      { ...pod, uid: 'p2', name: 'b' },
      { ...pod, uid: 'p3', name: 'c', deviceId: 'd', goneAt: at(1) },
    ],
  })
  expect((await behind(db, { target: shop, window })).pods).toEqual([
    { name: 'a', routes: { advertised: ['10.0.0.0/8'], enabled: [] } },
    { name: 'b', routes: null },
  ])
})

test('peers with bytes or a path in the window, whose they are, the busiest first', async () => {
  await put()
  await device('laptop', { user: 'ann@example.com' })
  await device('ci', { user: 'tagged-devices' }, { tags: ['tag:ci'] })
  await device('stranger', { user: 'guessed' })
  await db.$executeRaw`update device set told = true where id = 'stranger'`
  await db.targetPod.create({
    data: {
      uid: 'w',
      targetId: 'web',
      name: 'w',
      container: 'ts',
      facts: {},
      firstSeen: at(0),
      deviceId: 'ci',
    },
  })
  await sent('laptop', 'derp', 7n)
  await sent('laptop', 'direct', 2n, 10)
  await sent('ci', 'direct', 50n)
  await sent('laptop', 'derp', 1_000n, 40)
  const now = { ...link, podUid: 'p', since: at(1) }
  await db.pathNow.createMany({
    data: [
      { ...now, peer: 'stranger', peerName: 'stranger', kind: 'derp' },
      { ...now, peer: 'asleep', peerName: 'asleep', kind: 'idle' },
      { ...now, peer: 'later', peerName: 'later', kind: 'direct', since: at(31) },
      { ...now, peer: 'before', peerName: 'before', kind: 'direct', since: at(-20), idleSince: at(-3) },
    ],
  })
  const { peers } = await behind(db, { target: shop, window })
  expect(
    peers.map(({ peer, peerName, device, place, bytes }) => [peer, peerName, device, place?.name, bytes]),
  ).toEqual([
    [
      'ci',
      'ci.ts.net',
      { user: 'tagged-devices', tags: ['tag:ci'], external: false },
      'web',
      { direct: 50, peer_relay: 0, derp: 0 },
    ],
    [
      'laptop',
      'laptop.ts.net',
      { user: 'ann@example.com', tags: [], external: false },
      undefined,
      { direct: 2, peer_relay: 0, derp: 7 },
    ],
    ['stranger', 'stranger.ts.net', null, undefined, null],
  ])
})
