import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { statusTraffic } from './statusTraffic.ts'
import { targetDetail } from './targetDetail.ts'
import { targetOf } from './targetOf.ts'
import { targetStandings } from './targetStandings.ts'

const noon = (minutes = 0) => new Date(Date.UTC(2026, 10, 20, 12, minutes))
const window = { from: noon(-60), to: noon() }
const target = 'c1/shop/Deployment/api' as TargetId
const place = { cluster: 'eks', namespace: 'shop', name: 'api' }

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
  for (const table of ['link_traffic_5m', 'region_latency']) {
    await db.$executeRawUnsafe(`create table ${table}_all partition of ${table} default`)
  }
  const node = (name: string, zone: string) => ({
    name,
    externalIps: ['198.51.100.12'],
    internalIps: ['10.0.0.1'],
    labels: { 'topology.kubernetes.io/zone': zone },
  })
  await db.cluster.create({
    data: {
      id: 'c1',
      name: 'eks',
      firstSeen: noon(-90),
      lastSeen: noon(),
      facts: { nodes: [node('n1', 'a'), node('n2', 'b')] },
      detected: { cni: null, distro: null, cloud: null },
    },
  })
  const seen = { clusterId: 'c1', namespace: 'shop', kind: 'Deployment', workload: 'api', name: 'api' }
  await db.target.createMany({
    data: [
      { ...seen, id: 'c1/shop/ReplicaSet/api', firstSeen: noon(-90), lastSeen: noon(-80), goneAt: noon(-80) },
      { ...seen, id: target, firstSeen: noon(-50), lastSeen: noon() },
    ],
  })
  const pod = { targetId: target, container: 'tailscale', facts: {}, firstSeen: noon(-50) }
  await db.targetPod.create({ data: { ...pod, uid: 'p1', name: 'api-1', node: 'n2', deviceId: 'd1' } })
  await db.observerState.create({
    data: { podUid: 'p1', targetId: target, statusAt: noon(-1), homeRegion: 1 },
  })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

describe('which target an address means', () => {
  test.each([
    ['its cluster by name: the living one, not the one that is gone', place, target],
    ['its cluster by id', { ...place, cluster: 'c1' }, target],
    ['another namespace', { ...place, namespace: 'web' }, null],
    ['half a name', { ...place, name: 'ap' }, null],
    ['a pattern', { ...place, name: '%' }, null],
    ['an attempt to end the sentence', { ...place, name: "api' or '1'='1" }, null],
  ])('%s', async (_, address, expected) => {
    expect((await targetOf(db, address))?.id ?? null).toBe(expected)
  })
})

test('the node of a target is that of its pod, out of all that the cluster has', async () => {
  expect((await targetDetail(db, place))?.node).toEqual({
    name: 'n2',
    externalIps: ['198.51.100.12'],
    internalIps: ['10.0.0.1'],
    zone: 'b',
  })
})

test('latency to the home region is the last that the API told, where the pod’s own client wrote none', async () => {
  const measured = { deviceId: 'd1', source: 'api' }
  const home = async () =>
    (await targetStandings(db, { window, slices: 2 })).find(({ place }) => place.id === target)?.home
  expect(await home()).toEqual({ region: 1, ms: null })
  await db.regionLatency.createMany({
    data: [
      { ...measured, region: 1, at: noon(-30), ms: 40 },
      { ...measured, region: 1, at: noon(-10), ms: 30 },
      { ...measured, region: 2, at: noon(-5), ms: 5 },
      { ...measured, region: 1, at: noon(10), ms: 99 },
    ],
  })
  expect(await home()).toEqual({ region: 1, ms: 30 })
})

test('bytes of links add up by path and bucket; where none were seen there is no bucket, and no zero', async () => {
  const link = (peer: string, minute: number, kind: string, rx: bigint) => ({
    observer: 'd1',
    peer,
    targetId: target,
    bucket: noon(minute),
    kind,
    rx,
    tx: 1n,
  })
  await db.linkTraffic5m.createMany({
    data: [
      link('a', -30, 'derp', 10n),
      link('b', -30, 'derp', 20n),
      link('c', -30, 'direct', 5n),
      link('a', -10, 'derp', 1n),
      { ...link('a', -10, 'derp', 100n), targetId: 'c1/other', observer: 'd2' },
    ],
  })
  expect(await statusTraffic(db, { target, window, stepSeconds: 300 })).toEqual([
    { at: noon(-30), bytes: { direct: 6, peer_relay: 0, derp: 32 }, estimated: 0 },
    { at: noon(-10), bytes: { direct: 0, peer_relay: 0, derp: 2 }, estimated: 0 },
  ])
})
