import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { readyPartitions } from '../readyPartitions.ts'
import { clusterDetail } from './clusterDetail.ts'
import { commonFacts } from './commonFacts.ts'
import { homeMoves } from './homeMoves.ts'
import { linkProbes } from './linkProbes.ts'
import { linkReasons } from './linkReasons.ts'
import { linksAt } from './linksAt.ts'
import { matrixTargets } from './matrixTargets.ts'
import { peerEnds } from './peerEnds.ts'
import { regionStandings } from './regionStandings.ts'
import { regionTraffic } from './regionTraffic.ts'

/** Noon of yesterday: the database's own clock decides what is recent. */
const day = new Date(new Date().setUTCHours(12, 0, 0, 0) - 86_400_000)
const noon = (minutes = 0) => new Date(day.getTime() + minutes * 60_000)
const window = { from: noon(-60), to: noon() }
const target = 'c1/shop/Deployment/api'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
  await readyPartitions(db, [noon(-180), noon(180)])
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const chain = {
  l1: { hardness: 'hard' },
  l2: { hardness: 'easy' },
  side: 'hard',
  udp: 'yes',
  ipv6: 'no',
  inbound: { reachable: 'no' },
  publicAddresses: ['203.0.113.20', '10.0.0.9', '8.8.4.4'],
}
const nat = { l1: 'hard', l2: 'easy', side: 'hard', udp: 'yes', ipv6: 'no', reachable: 'no' }

async function fill() {
  await db.tailnet.create({
    data: {
      mode: 'real',
      name: 'lab.ts.net',
      derpMap: [
        { id: 1, code: 'nyc', name: 'New York City' },
        { id: 4, code: 'fra', name: 'Frankfurt' },
      ],
      policy: { randomizeClientPort: false, relayGrants: [], nodeAttrs: [] },
    },
  })
  const labels = { 'topology.kubernetes.io/zone': 'us-east-1a' }
  await db.cluster.create({
    data: {
      id: 'c1',
      name: 'eks',
      facts: { nodes: [{ name: 'n1', externalIps: [], providerId: 'aws:///a/i-1', labels }] },
      detected: { cni: 'AWS VPC CNI', distro: 'EKS', cloud: 'AWS' },
      firstSeen: noon(-600),
      lastSeen: noon(),
    },
  })
  const place = {
    clusterId: 'c1',
    namespace: 'shop',
    kind: 'Deployment',
    firstSeen: noon(-600),
    lastSeen: noon(),
  }
  await db.target.createMany({
    data: [
      { ...place, id: target, workload: 'api', name: 'api' },
      { ...place, id: 'c1/shop/Deployment/old', workload: 'old', name: 'old', goneAt: noon(-20) },
      { ...place, id: 'c1/shop/Deployment/new', workload: 'new', name: 'new', firstSeen: noon(-10) },
    ],
  })
  await db.targetPod.create({
    data: {
      uid: 'p1',
      targetId: target,
      name: 'api-1',
      node: 'n1',
      deviceId: 'd1',
      container: 'tailscale',
      version: '1.102.5',
      facts: { hostNetwork: false, labels: { 'tailscale.com/proxy-class': 'public' } },
      firstSeen: noon(-500),
    },
  })
  const device = (id: string, name: string, regionName: string) => ({
    id,
    name,
    hostname: name,
    addresses: [],
    os: 'linux',
    clientVersion: '1.102.5',
    user: 'a',
    tags: id === 'srv' ? ['tag:server'] : [],
    external: false,
    ephemeral: false,
    online: 'yes',
    facts: { connectivity: { latency: [{ regionName, ms: 20, preferred: true }] } },
    firstSeen: noon(-600),
    lastSeen: noon(),
  })
  await db.device.createMany({
    data: [device('d1', 'api.ts.net', 'New York City'), device('srv', 'srv.ts.net', 'Frankfurt')],
  })
  await db.observerState.create({
    data: {
      podUid: 'p1',
      targetId: target,
      homeRegion: 1,
      statusAt: new Date(),
      metricsAt: noon(-120),
      netInfo: { source: 'log' },
    },
  })
  await db.diagnosisDoc.create({
    data: {
      targetId: target,
      ruleVersion: 1,
      computedAt: noon(),
      body: {
        chain,
        peers: [
          { peer: 'srv', expected: 'derp', causes: ['cni-aws-vpc-random'], chain },
          { peer: 'nobody', expected: 'derp', causes: [], chain },
        ],
      },
    },
  })
  const link = { observer: 'd1', targetId: target, podUid: 'p1' }
  await db.pathNow.createMany({
    data: [
      { ...link, peer: 'srv', peerName: 'srv', kind: 'derp', region: 4, since: noon(-15) },
      { ...link, peer: 'lap', peerName: 'lap', kind: 'direct', since: noon(-30), idleSince: noon(-5) },
      { ...link, peer: 'late', peerName: 'late', kind: 'direct', since: noon(30) },
    ],
  })
  await db.pathSpan.create({
    data: {
      observer: 'd1',
      peer: 'srv',
      targetId: target,
      peerName: 'srv',
      kind: 'direct',
      startedAt: noon(-50),
      endedAt: noon(-15),
      endedBy: 'changed',
      trafficSeconds: 60,
    },
  })
  const sent = { observer: 'd1', targetId: target, kind: 'derp', tx: 0n }
  await db.linkTraffic5m.createMany({
    data: [
      { ...sent, peer: 'srv', bucket: noon(-15), rx: 3_000n },
      { ...sent, peer: 'srv', bucket: noon(-10), rx: 600n },
      { ...sent, peer: 'strange', bucket: noon(-10), rx: 70n },
      { ...sent, peer: 'srv', bucket: noon(-10), kind: 'direct', rx: 9_999n },
    ],
  })
  await db.regionLatency.createMany({
    data: [
      { deviceId: 'd1', region: 1, at: noon(-90), ms: 80, source: 'api' },
      { deviceId: 'd1', region: 1, at: noon(-30), ms: 20, source: 'api' },
      { deviceId: 'srv', region: 1, at: noon(-30), ms: 40, source: 'api' },
      { deviceId: 'srv', region: 4, at: noon(-30), ms: 0, source: 'api' },
    ],
  })
  const home = { subjectKind: 'pod', subjectId: 'p1', facet: 'home_region' }
  await db.factSpan.createMany({
    data: [
      { ...home, value: 1, validFrom: noon(-120), validTo: noon(-40) },
      { ...home, value: 4, validFrom: noon(-40), validTo: noon(-20) },
      { ...home, value: 1, validFrom: noon(-20) },
    ],
  })
  const ping = (pongs: unknown[], minutes: number) => ({
    requestedBy: 'a',
    targetId: target,
    kind: 'ping',
    peer: 'srv',
    state: 'done',
    finishedAt: noon(minutes),
    result: { kind: 'ping', pongs } as object,
  })
  await db.checkRequest.createMany({
    data: [
      ping([{ via: 'derp', where: 'fra', ms: 99 }], -50),
      ping(
        [
          { via: 'derp', where: 'fra', ms: 90 },
          { via: 'direct', where: 'x', ms: 12 },
          { via: 'direct', where: 'x', ms: 10 },
        ],
        -30,
      ),
      ping([{ via: 'timeout', where: null, ms: null }], -10),
    ],
  })
}

test('an empty database has nothing to show', async () => {
  expect(await Promise.all([linksAt(db, noon()), matrixTargets(db, noon()), linkReasons(db)])).toEqual([
    [],
    [],
    [],
  ])
  expect(await Promise.all([peerEnds(db, []), linkProbes(db, window), commonFacts(db, noon())])).toEqual([
    [],
    [],
    [],
  ])
  expect(await Promise.all([regionStandings(db, window), regionTraffic(db, window)])).toEqual([[], []])
  expect(await homeMoves(db, window)).toEqual([])
  expect(await clusterDetail(db, 'eks')).toBeNull()
})

describe('the matrix', () => {
  beforeAll(fill)

  test.each([
    [-60, []],
    [-50, ['srv direct']],
    [-20, ['lap direct', 'srv direct']],
    [-15, ['lap direct', 'srv derp']],
    [0, ['lap idle', 'srv derp']],
    [30, ['lap idle', 'late direct', 'srv derp']],
  ])('links as they stood %i minutes from noon', async (minutes, expected) => {
    const found = await linksAt(db, noon(minutes))
    expect(found.map(({ peer, path }) => `${peer} ${path.kind}`).sort()).toEqual(expected)
  })

  test.each([
    [-30, ['api', 'old']],
    [-20, ['api']],
    [0, ['api', 'new']],
  ])('targets that were there %i minutes from noon', async (minutes, expected) => {
    const found = await matrixTargets(db, noon(minutes))
    expect(found.map(({ place }) => place.name)).toEqual(expected)
    expect(found[0]).toMatchObject({ nodes: ['n1'], unjudged: null, nat })
  })

  test('reasons only towards peers that a link leads to', async () => {
    expect(await linkReasons(db)).toEqual([
      { target, peer: 'srv', expected: 'derp', causes: ['cni-aws-vpc-random'], nat },
    ])
  })

  test('peers by device, with the pod that they are; one that nobody lists still stands', async () => {
    const found = await peerEnds(db, ['d1', 'srv', 'ghost'])
    expect(
      found.map(({ device, name, tags, node, place }) => [device, name, tags, node, place?.name]),
    ).toEqual([
      ['d1', 'api.ts.net', [], 'n1', 'api'],
      ['srv', 'srv.ts.net', ['tag:server'], null, undefined],
      ['ghost', '', [], null, undefined],
    ])
  })

  test('the newest ping with an answer, by the way that its last pong came', async () => {
    expect(await linkProbes(db, window)).toEqual([
      { target, peer: 'srv', at: noon(-30), via: 'direct', ms: [12, 10] },
    ])
    expect(await linkProbes(db, { from: noon(-20), to: noon() })).toEqual([])
  })
})

test('facts of the pods with traffic; a node without an address counts only where a cloud would set one', async () => {
  expect(await commonFacts(db, noon(-15))).toMatchObject([
    {
      place: { name: 'api' },
      links: { direct: 1, peer_relay: 0, derp: 1 },
      node: 'n1',
      zone: 'us-east-1a',
      publicNode: 'no',
      proxyClass: 'public',
      cni: 'AWS VPC CNI',
      cloud: 'AWS',
      version: '1.102.5',
      hostNetwork: false,
      homeRegion: 1,
      side: 'hard',
      udp: 'yes',
      reachable: 'no',
      peerNetworks: ['203.0.113.20', '8.8.4.4'],
      peerSides: ['hard'],
    },
  ])
})

describe('regions', () => {
  test('homes by status before the API’s word, and the last latency of each device but nought', async () => {
    const found = await regionStandings(db, window)
    expect(
      found.map(({ region, homes, devices, latency, links }) => ({
        code: region.code,
        homes: homes.map(home => home.name),
        devices,
        latency: latency && [latency.best, latency.median, latency.devices],
        links,
      })),
    ).toEqual([
      { code: 'nyc', homes: ['api'], devices: 0, latency: [20, 30, 2], links: 0 },
      { code: 'fra', homes: [], devices: 1, latency: null, links: 1 },
    ])
  })

  test('bytes over DERP by the region that the link named; none known is told as such', async () => {
    const found = await regionTraffic(db, window)
    expect(found.toSorted((a, b) => b.bytes - a.bytes)).toEqual([
      { region: 4, bytes: 3_600, peakBytesPerSecond: 10 },
      { region: null, bytes: 70, peakBytesPerSecond: 70 / 300 },
    ])
  })

  test('homes that moved in the window; a first home is no move', async () => {
    const found = await homeMoves(db, window)
    expect(found.map(({ at, from, to, place }) => [at, from, to, place?.name])).toEqual([
      [noon(-20), 4, 1, 'api'],
      [noon(-40), 1, 4, 'api'],
    ])
    expect(await homeMoves(db, { from: noon(-200), to: noon(-100) })).toEqual([])
  })
})

describe('a cluster', () => {
  test.each(['eks', 'c1'])('by name or id: %s', async address => {
    expect(await clusterDetail(db, address)).toMatchObject({
      id: 'c1',
      name: 'eks',
      detected: { cni: 'AWS VPC CNI' },
      policy: { relayGrants: [] },
      // Its metrics are of yesterday, its status of now.
      reach: { targets: 2, devices: 1, metrics: 0, logs: 1, status: 1, push: 0 },
    })
  })
})
