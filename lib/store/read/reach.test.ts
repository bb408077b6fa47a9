import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { deviceEnd } from './deviceEnd.ts'
import { diagnosisOf } from './diagnosisOf.ts'
import { direction } from './direction.ts'
import { linkKinds } from './linkKinds.ts'
import { linksTowards } from './linksTowards.ts'
import { linkTraffic } from './linkTraffic.ts'
import { neighbours } from './neighbours.ts'
import { pairSpans } from './pairSpans.ts'
import { podNames } from './podNames.ts'
import { spansTowards } from './spansTowards.ts'

const noon = (minutes = 0) => new Date(Date.UTC(2026, 10, 20, 12, minutes))
const window = { from: noon(-60), to: noon() }
const target = 'c1/shop/Deployment/api'
const [api, lap, ghost] = [deviceId('d-api'), deviceId('d-lap'), deviceId('d-ghost')]

let db: Database
let drop: () => Promise<void>

const device = (id: string, name: string) => ({
  id,
  name,
  hostname: name,
  addresses: [],
  os: 'linux',
  clientVersion: '',
  user: '',
  tags: [],
  external: false,
  ephemeral: false,
  online: 'yes',
  facts: {
    id,
    name,
    addresses: [],
    lastSeen: '2026-11-20T11:00:00.000Z',
    created: null,
    expires: null,
    connectivity: null,
  },
  firstSeen: noon(-90),
  lastSeen: noon(),
})

const now = (observer: string, peer: string, kind: string, idleSince: Date | null = null) => ({
  observer,
  peer,
  targetId: target,
  podUid: 'p1',
  peerName: `${peer}.lab`,
  kind,
  region: kind === 'derp' ? 1 : null,
  since: noon(-10),
  idleSince,
})

beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
  const seen = { firstSeen: noon(-90), lastSeen: noon() }
  await db.cluster.create({ data: { id: 'c1', name: 'prod', ...seen } })
  await db.target.create({
    data: {
      id: target,
      clusterId: 'c1',
      namespace: 'shop',
      kind: 'Deployment',
      workload: 'api',
      name: 'api',
      ...seen,
    },
  })
  await db.device.createMany({
    data: [device('d-api', 'api'), device('d-lap', 'lap'), device('d-twin', 'twin')],
  })
  await db.targetPod.createMany({
    data: [
      {
        uid: 'p0',
        targetId: target,
        name: 'api-0',
        deviceId: api,
        container: 'tailscale',
        facts: {},
        firstSeen: noon(-90),
        goneAt: noon(-30),
      },
      {
        uid: 'p1',
        targetId: target,
        name: 'api-1',
        deviceId: api,
        container: 'tailscale',
        facts: {},
        firstSeen: noon(-30),
      },
    ],
  })
  await db.pathNow.createMany({
    data: [
      now(api, lap, 'derp'),
      now(lap, api, 'direct'),
      now(api, ghost, 'direct'),
      now('d-twin', lap, 'direct', noon(-2)),
    ],
  })
  await db.diagnosisDoc.create({
    data: {
      targetId: target,
      ruleVersion: 1,
      computedAt: noon(),
      body: {
        chain: { l1: 'ours' },
        peers: [
          { peer: 'd-other', causes: ['no-answer'] },
          { peer: lap, expected: 'derp', causes: ['both-hard'], chain: { l1: 'theirs' } },
        ],
      },
    },
  })
  await db.factSpan.createMany({
    data: ['d-api', 'd-twin'].map(subjectId => ({
      subjectKind: 'device',
      subjectId,
      facet: 'public_addresses',
      value: ['203.0.113.20'],
      validFrom: noon(-60),
    })),
  })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

describe('a device', () => {
  test('is its newest pod, and its moments are moments again', async () => {
    const end = await deviceEnd(db, api)
    expect(end).toMatchObject({ name: 'api', pod: { name: 'api-1', place: { namespace: 'shop' } } })
    expect(end?.device?.lastSeen).toEqual(noon(-60))
  })

  test('that the control plane does not list goes by what its peers call it', async () => {
    expect(await deviceEnd(db, ghost)).toMatchObject({ name: 'd-ghost.lab', device: null, pod: null })
  })

  test('that nobody named is none', async () => {
    expect(await deviceEnd(db, deviceId('d-none'))).toBeNull()
  })

  test('its links are counted on both sides; one that pauses is idle', async () => {
    const { towards, from } = await linkKinds(db, lap)
    expect([towards.derp, towards.idle, from.direct]).toEqual([1, 1, 1])
  })

  test('others at its public address stand beside it, not itself', async () => {
    const near = await neighbours(db, { device: api, addresses: ['203.0.113.20', '192.0.2.1'] })
    expect(near.map(({ id, address, place }) => [id, address, place])).toEqual([
      ['d-twin', '203.0.113.20', null],
    ])
    expect(await neighbours(db, { device: api, addresses: [] })).toEqual([])
  })
})

describe('a link', () => {
  test('comes with what its observer’s diagnosis says of it, and with the view of the other end', async () => {
    const [first] = await linksTowards(db, lap)
    expect(first).toMatchObject({
      observer: api,
      pod: 'api-1',
      path: { kind: 'derp', region: 1 },
      own: { l1: 'ours' },
      judged: { expected: 'derp', causes: ['both-hard'], chain: { l1: 'theirs' } },
      back: { kind: 'direct' },
    })
  })

  test('each direction is its own observer’s', async () => {
    const [forth, back] = await Promise.all([
      direction(db, { observer: api, peer: lap }),
      direction(db, { observer: lap, peer: api }),
    ])
    expect([forth.link?.path.kind, forth.target?.name, back.link?.path.kind, back.target]).toEqual([
      'derp',
      'api',
      'direct',
      null,
    ])
    expect(await direction(db, { observer: lap, peer: ghost })).toMatchObject({ link: null, diagnosis: null })
  })

  test('its history is that of both directions, and nobody else’s', async () => {
    const seen = await pairSpans(db, { a: lap, b: api, window })
    expect(seen.spans.map(({ observer, peer }) => `${observer} ${peer}`).sort()).toEqual([
      'd-api d-lap',
      'd-lap d-api',
    ])
    const towards = await spansTowards(db, { device: lap, window })
    expect(towards.spans.map(({ observer }) => observer).sort()).toEqual(['d-api', 'd-twin'])
  })

  test('bytes are one observer’s, by path; what was not counted is no zero', async () => {
    expect(await linkTraffic(db, { observer: api, peer: lap, window, stepSeconds: 300 })).toEqual([])
  })
})

test('a device that is no pod has neither name nor diagnosis as one', async () => {
  expect(await diagnosisOf(db, lap)).toBeNull()
  expect(await podNames(db, [api, lap])).toEqual(new Map([['d-api', { target: 'api', pod: 'api-1' }]]))
})
