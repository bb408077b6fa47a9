import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { SearchHit } from '#lib/tailnet/reach.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { linksBetween } from './linksBetween.ts'
import { searchDevices } from './searchDevices.ts'
import { searchTargets } from './searchTargets.ts'

const noon = new Date(Date.UTC(2026, 10, 20, 12))
const seen = { firstSeen: noon, lastSeen: noon }

let db: Database
let drop: () => Promise<void>

const device = (id: string, name: string, addresses: string[], user = 'mia@example.com') => ({
  id,
  name: `${name}.lab.ts.net`,
  hostname: name,
  addresses,
  os: 'linux',
  clientVersion: '1.102.5',
  user,
  tags: id === 'd3' ? ['tag:k8s'] : [],
  external: false,
  ephemeral: false,
  online: 'yes',
  facts: { connectivity: { endpoints: [{ address: '203.0.113.20', port: id === 'd1' ? 51313 : 1 }] } },
  ...seen,
})

const target = (name: string, namespace: string, parent: [string, string, string] | null = null) => ({
  id: `c1/${namespace}/Deployment/${name}`,
  clusterId: 'c1',
  namespace,
  kind: 'Deployment',
  workload: name,
  name,
  parentType: parent?.[0] ?? null,
  parentNamespace: parent?.[1] ?? null,
  parentName: parent?.[2] ?? null,
  ...seen,
})

const pod = (
  uid: string,
  name: string,
  of: string,
  ip: string,
  deviceId: string | null,
  goneAt: Date | null = null,
) => ({
  uid,
  name,
  targetId: of,
  ip,
  node: 'node-a',
  deviceId,
  container: 'tailscale',
  facts: { podIps: [ip, 'fd00::7'], hostIp: '10.0.0.9' },
  firstSeen: noon,
  goneAt,
})

beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
  await db.cluster.create({ data: { id: 'c1', name: 'prod', ...seen } })
  await db.target.createMany({
    data: [
      target('api', 'shop'),
      target('payments-api', 'pay'),
      target('api-gateway', 'shop'),
      target('ts-db-x7', 'tailscale', ['svc', 'orders', 'orders-db']),
      target('100%_sure', 'odd'),
    ],
  })
  await db.device.createMany({
    data: [
      device('d1', 'api', ['100.64.0.1', 'fd7a:115c:a1e0::1']),
      device('d2', 'lap', ['100.64.0.2']),
      device('d3', 'ci', ['100.64.0.3']),
      { ...device('d4', 'old', ['100.64.0.4']), goneAt: noon },
    ],
  })
  await db.targetPod.createMany({
    data: [
      pod('p1', 'api-1', 'c1/shop/Deployment/api', '10.1.0.1', 'd1'),
      pod('p0', 'api-0', 'c1/shop/Deployment/api', '10.1.0.3', null, noon),
      pod('p2', 'ts-db-x7-0', 'c1/tailscale/Deployment/ts-db-x7', '10.1.0.2', null),
    ],
  })
  await db.factSpan.createMany({
    data: [
      ...['d1', 'd2'].map(subjectId => ({
        subjectKind: 'device',
        subjectId,
        facet: 'public_addresses',
        value: ['203.0.113.20'],
        validFrom: noon,
      })),
      {
        subjectKind: 'device',
        subjectId: 'd3',
        facet: 'public_addresses',
        value: ['203.0.113.20'],
        validFrom: noon,
        validTo: noon,
      },
      {
        subjectKind: 'cluster',
        subjectId: 'c1',
        facet: 'Service/orders/orders-db',
        value: { spec: { clusterIP: '172.20.31.7' } },
        validFrom: noon,
      },
    ],
  })
  await db.pathNow.createMany({
    data: [
      {
        observer: 'd1',
        peer: 'd2',
        targetId: 'c1/shop/Deployment/api',
        podUid: 'p1',
        peerName: 'lap',
        kind: 'derp',
        since: noon,
      },
      {
        observer: 'd1',
        peer: 'd3',
        targetId: 'c1/shop/Deployment/api',
        podUid: 'p1',
        peerName: 'ci',
        kind: 'direct',
        since: noon,
        idleSince: noon,
      },
    ],
  })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const nameOf = (hit: SearchHit) => (hit.kind === 'target' ? hit.place.name : hit.name.split('.')[0])
const why = (hit: SearchHit) => `${nameOf(hit)} by ${hit.match.field}, ${hit.match.rank}`

async function byName(text: string, limit = 20) {
  const sought = { addresses: [], endpoints: [], names: [text] }
  return [...(await searchTargets(db, { sought, limit })), ...(await searchDevices(db, { sought, limit }))]
}

async function byAddress(address: string, port?: number) {
  const sought = { addresses: [address], endpoints: port ? [{ address, port }] : [], names: [] }
  return [
    ...(await searchTargets(db, { sought, limit: 20 })),
    ...(await searchDevices(db, { sought, limit: 20 })),
  ]
}

describe('by name', () => {
  test('what is named so goes before what begins so, and that before what holds it', async () => {
    expect((await byName('api')).map(why)).toEqual([
      'api by name, exact',
      'api-gateway by name, start',
      'payments-api by name, part',
    ])
  })

  test.each<[string, string[]]>([
    ['shop/api', ['api by name, exact', 'api-gateway by name, start']],
    ['api-1', ['api by pod, exact']],
    ['api-0', ['api by pod that is gone, exact']],
    ['orders-db', ['ts-db-x7 by svc, exact']],
    ['node-a', ['api by node, exact', 'ts-db-x7 by node, exact']],
    [
      'mia@example.com',
      ['api by user, exact', 'ci by user, exact', 'lap by user, exact', 'old by user, exact'],
    ],
    ['tag:k8s', ['ci by tag, exact']],
    ['lap.lab.ts.net', ['lap by name, exact']],
    ['api.lab.ts.net', ['api by device, exact']],
    [
      '100.64.0',
      [
        'api by tailnet address, start',
        'ci by tailnet address, start',
        'lap by tailnet address, start',
        'old by tailnet address, start',
      ],
    ],
  ])('%s', async (text, hits) => {
    expect((await byName(text)).map(why)).toEqual(hits)
  })

  test('the first links and causes come along; a link that pauses is idle', async () => {
    const [hit] = await byName('api-1')
    expect(hit?.links).toMatchObject({ derp: 1, direct: 0, idle: 1 })
  })

  test('no more than was asked for', async () => {
    expect(
      await searchTargets(db, { sought: { addresses: [], endpoints: [], names: ['a'] }, limit: 2 }),
    ).toHaveLength(0)
    expect(
      await searchTargets(db, { sought: { addresses: [], endpoints: [], names: ['ap'] }, limit: 2 }),
    ).toHaveLength(2)
  })
})

describe('signs that mean something to the database mean nothing here', () => {
  test.each<[string, string[]]>([
    ['%%', []],
    ['__', []],
    ['0%_s', ['100%_sure by name, part']],
    ['\\', []],
    ["'; drop table device; --", []],
    ['api%', []],
    ['{a,b}', []],
  ])('%s', async (text, hits) => {
    expect((await byName(text)).map(why)).toEqual(hits)
  })
})

describe('by address', () => {
  test.each<[string, number | undefined, string[]]>([
    ['100.64.0.1', undefined, ['api by tailnet address, exact']],
    ['fd7a:115c:a1e0::1', undefined, ['api by tailnet address, exact']],
    ['100.64.0.2', undefined, ['lap by tailnet address, exact']],
    ['100.64.0.4', undefined, ['old by tailnet address, exact']],
    ['10.1.0.1', undefined, ['api by pod IP, exact']],
    ['10.1.0.3', undefined, []],
    ['172.20.31.7', undefined, ['ts-db-x7 by Service, exact']],
    ['10.0.0.9', undefined, ['api by address of its node, exact', 'ts-db-x7 by address of its node, exact']],
    ['203.0.113.20', undefined, ['api by public address, start', 'lap by public address, start']],
    ['203.0.113.20', 51313, ['api by public endpoint, exact', 'lap by public address, start']],
    ['192.0.2.1', undefined, []],
  ])('%s port %s', async (address, port, hits) => {
    expect((await byAddress(address, port)).map(why)).toEqual(hits)
  })
})

test('a link is found from either of its ends, once', async () => {
  const [a, b] = [[deviceId('d1')], [deviceId('d2'), deviceId('d3')]]
  const found = await linksBetween(db, { ones: b, others: a, limit: 5 })
  expect(found.map(({ observer, peer, path }) => [observer, peer, path.kind])).toEqual([
    ['d1', 'd2', 'derp'],
    ['d1', 'd3', 'idle'],
  ])
  expect(await linksBetween(db, { ones: [], others: a, limit: 5 })).toEqual([])
})
