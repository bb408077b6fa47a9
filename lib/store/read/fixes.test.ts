import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { NewFix } from '#lib/tailnet/fix.ts'
import { clusterId, deviceId } from '#lib/tailnet/ids.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { readyPartitions } from '../readyPartitions.ts'
import { saveFix } from '../saveFix.ts'
import { at, emptied, shop } from '../testRounds.ts'
import { derpWeek } from './derpWeek.ts'
import { diagnosesToTry } from './diagnosesToTry.ts'
import { fixes } from './fixes.ts'
import { linkTimes } from './linkTimes.ts'
import { remedyOptions } from './remedyOptions.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
beforeEach(async () => {
  await emptied(db)
  await db.cluster.create({ data: { id: 'c1', name: 'eks', firstSeen: at(0), lastSeen: at(0) } })
  await readyPartitions(db, [at(-60), at(60)])
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const seen = { kind: 'Deployment', firstSeen: at(0), lastSeen: at(0) }
const target = (id: string, namespace = 'n', more = {}) =>
  db.target.create({ data: { ...seen, id, clusterId: 'c1', namespace, workload: id, name: id, ...more } })

describe('fixes', () => {
  const fix = (scope: Partial<NewFix['scope']>, minute: number): NewFix => ({
    scope: { cluster: clusterId('c1'), namespace: null, target: null, node: null, ...scope },
    what: `at ${minute}`,
    diff: [],
    remedy: null,
    causes: [],
    aim: 'direct',
    appliedAt: at(minute),
    noticed: 'by itself',
    by: null,
    note: null,
  })

  test('the newest first, each with how many living workloads it concerns; of one target those that concern it', async () => {
    await target(shop)
    await target('other', 'm')
    await target('gone', 'n', { goneAt: at(1) })
    const pod = { container: 'ts', facts: {}, firstSeen: at(0) }
    await db.targetPod.create({ data: { ...pod, uid: 'p', targetId: 'other', name: 'p', node: 'w1' } })
    const made = [fix({}, 1), fix({ namespace: 'n' }, 2), fix({ node: 'w1' }, 3), fix({ target: shop }, 4)]
    for (const each of made) await saveFix(db, { key: each.what, fix: each, at: at(9) })
    const all = await fixes(db, { most: 9 })
    expect(
      all.map(({ fix: { what }, targets, place, clusterName }) => [what, targets, place?.id, clusterName]),
    ).toEqual([
      ['at 4', 1, shop, 'eks'],
      ['at 3', 1, undefined, 'eks'],
      ['at 2', 1, undefined, 'eks'],
      ['at 1', 2, undefined, 'eks'],
    ])
    expect(all[0]?.fix.history).toEqual([{ at: at(9), state: 'not_proven' }])
    const own = await fixes(db, { target: shop, most: 9 })
    expect(own.map(({ fix: { what } }) => what)).toEqual(['at 4', 'at 2', 'at 1'])
  })
})

test('remedies that turn a link now on DERP; those of older documents, without links, are left out', async () => {
  await target(shop)
  const remedy = {
    id: 'r-set-port',
    title: 'Fix the port',
    applies: 'yes',
    why: '',
    certainty: 'likely',
    effort: 'field',
    patches: [{ object: 'apps/v1 Deployment n/shop', manifest: 'x' }],
    turns: [{ peer: 'a', peerName: 'a', to: 'direct', why: '' }],
  }
  const { turns: _, ...old } = remedy
  const remedies = [remedy, { ...remedy, turns: [] }, old]
  await db.diagnosisDoc.create({
    data: { targetId: shop, ruleVersion: 1, computedAt: at(0), body: { remedies } },
  })
  const options = await remedyOptions(db)
  expect(options).toHaveLength(1)
  expect(options[0]).toMatchObject({
    objects: ['apps/v1 Deployment n/shop'],
    effort: 'field',
    place: { id: shop },
    canTry: false,
  })
})

test('a remedy can be tried where its change is kept; then its links on DERP are there with it', async () => {
  await target(shop)
  await target('old')
  const remedy = { id: 'r-set-port', title: 'Fix the port', applies: 'no', why: '', certainty: 'likely' }
  const told = {
    ...remedy,
    effort: 'field',
    patches: [],
    turns: [{ peer: 'a', peerName: 'a', to: null, why: '' }],
  }
  const peers = [
    { peer: 'a', path: 'derp' },
    { peer: 'b', path: 'direct' },
  ]
  const trials = { links: [{ peer: 'a', near: 'no', relay: 'no' }], changes: [{ remedy: 'r-set-port' }] }
  const doc = { ruleVersion: 1, computedAt: at(0) }
  await db.diagnosisDoc.createMany({
    data: [
      { ...doc, targetId: shop, body: { remedies: [told], device: 'd', chain: {}, peers, trials } },
      { ...doc, targetId: 'old', body: { remedies: [told], device: 'd', chain: {}, peers } },
    ],
  })
  const options = await remedyOptions(db)
  expect(new Map(options.map(({ place, canTry }) => [place.id as string, canTry]))).toEqual(
    new Map([
      [shop, true],
      ['old', false],
    ]),
  )
  const ids = options.map(({ place }) => place.id)
  expect(await diagnosesToTry(db, ids)).toEqual([
    { target: shop, device: 'd', chain: {}, trials, peers: [{ peer: 'a', path: 'derp' }] },
  ])
  expect(await diagnosesToTry(db, [])).toEqual([])
})

test('bytes over DERP of the last week, by link', async () => {
  const row = { observer: 'd', peer: 'a', targetId: shop, kind: 'derp', rx: 10n, tx: 5n }
  await db.linkTraffic5m.createMany({
    data: [
      { ...row, bucket: at(0) },
      { ...row, bucket: at(5) },
      { ...row, bucket: at(5), kind: 'direct' },
      { ...row, bucket: at(50) },
    ],
  })
  const week = await derpWeek(db, at(30))
  expect(week.bytes(shop, deviceId('a'))).toBe(30)
  expect(week.bytes(shop, deviceId('b'))).toBe(0)
  expect(week.since).toEqual(at(0))
  expect((await derpWeek(db, at(-30))).since).toBeNull()
})

test('what was measured of the ways of a link on DERP', async () => {
  await target(shop)
  const link = { observer: 'd', targetId: shop, podUid: 'p', since: at(0), region: 1 }
  await db.pathNow.createMany({
    data: [
      { ...link, peer: 'a', peerName: 'a', kind: 'derp' },
      { ...link, peer: 'b', peerName: 'b', kind: 'direct' },
      { ...link, peer: 'c', peerName: 'c', kind: 'derp', idleSince: at(1) },
    ],
  })
  const time = { source: 'api' }
  await db.regionLatency.createMany({
    data: [
      { ...time, deviceId: 'd', region: 1, at: at(0), ms: 99 },
      { ...time, deviceId: 'd', region: 1, at: at(5), ms: 10 },
      { ...time, deviceId: 'd', region: 4, at: at(0), ms: 90 },
      { ...time, deviceId: 'a', region: 4, at: at(0), ms: 20 },
    ],
  })
  const pongs = [
    { via: 'derp', where: 'nyc', ms: 53 },
    { via: 'direct', where: '203.0.113.9:1', ms: 27 },
    { via: 'timeout', where: null, ms: null },
  ]
  const check = { requestedBy: 'x', targetId: shop, kind: 'ping', state: 'done' }
  await db.checkRequest.createMany({
    data: [
      { ...check, peer: 'a', finishedAt: at(9), result: { kind: 'ping', pongs } },
      { ...check, peer: 'b', finishedAt: at(9), result: { kind: 'ping', pongs } },
    ],
  })
  const row = { observer: 'd', peer: 'a', targetId: shop, kind: 'derp', rx: 2_000n, tx: 1_000n }
  await db.linkTraffic5m.createMany({ data: [{ ...row, bucket: at(5) }] })
  const [found, ...others] = await linkTimes(db, { target: shop, from: at(0), to: at(30) })
  expect(others).toEqual([])
  expect(found).toEqual({
    observer: 'd',
    peer: 'a',
    peerName: 'a',
    own: new Map([
      [1, 10],
      [4, 90],
    ]),
    peerTimes: new Map([[4, 20]]),
    ownHome: 1,
    peerHome: 4,
    pings: { derp: [53], direct: [27] },
    peakBytesPerSecond: 10,
  })
})
