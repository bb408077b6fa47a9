import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { Device } from '#lib/tailnet/device.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { openTailnet } from './openTailnet.ts'
import { recordRounds } from './recordRounds.ts'
import { saveDevices } from './saveDevices.ts'
import { saveTailnet } from './saveTailnet.ts'
import { saveToldDevices } from './saveToldDevices.ts'
import { at, emptied, onDirect, saw } from './testRounds.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
beforeEach(async () => {
  await emptied(db)
  await openTailnet(db, { mode: 'demo', name: 'demo.ts.net' })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const device = (id: string, more: Partial<Device> = {}): Device => ({
  id: deviceId(id),
  name: `${id}.demo.ts.net`,
  hostname: id,
  addresses: ['100.64.0.1'],
  os: 'linux',
  clientVersion: '1.102.5',
  user: 'ann@example.com',
  tags: ['tag:k8s'],
  online: 'yes',
  lastSeen: at(0),
  created: null,
  expires: null,
  external: false,
  ephemeral: false,
  blocksIncoming: false,
  cloned: false,
  advertisedRoutes: [],
  enabledRoutes: [],
  connectivity: {
    endpoints: [{ address: '203.0.113.9', port: 1024 }],
    mappingVaries: 'no',
    udp: 'yes',
    ipv6: 'no',
    upnp: 'no',
    pmp: 'no',
    pcp: 'no',
    latency: [{ regionName: 'Frankfurt', ms: 12.5, preferred: true }],
  },
  ...more,
})
const save = (minute: number, ...devices: Device[]) => saveDevices(db, { at: at(minute), devices })
const told = async () =>
  (await db.event.findMany({ orderBy: { id: 'asc' } })).map(event => [event.kind, event.title])

test('the first list is no news; who comes, goes, or changes after it is', async () => {
  await save(0, device('a'), device('b'))
  expect(await told()).toEqual([])
  await save(5, device('a', { clientVersion: '1.104.0' }), device('c'))
  expect(await told()).toEqual([
    ['device_added', 'c.demo.ts.net joined the tailnet'],
    ['device_gone', 'b.demo.ts.net left the tailnet'],
    ['client_updated', 'a.demo.ts.net: 1.102.5 became 1.104.0'],
  ])
  expect(await db.device.findUnique({ where: { id: 'b' } })).toMatchObject({ goneAt: at(5) })
})

test('many at once are one event', async () => {
  await save(0, device('a'))
  await save(5, device('a'), ...Array.from({ length: 200 }, (_, index) => device(`job-${index}`)))
  expect(await told()).toEqual([['device_added', '200 devices joined the tailnet']])
})

test('links to a device that left the tailnet end', async () => {
  await save(0, device('a'))
  await recordRounds(db, [saw(0, [onDirect('a')])])
  await save(5)
  expect(await db.pathNow.count()).toBe(0)
  expect(await db.pathSpan.findMany()).toMatchObject([{ peer: 'a', endedBy: 'gone', trafficSeconds: 300 }])
})

test('latency is kept when it is measured anew, and from the first list once there is a DERP map', async () => {
  await save(0, device('a'))
  expect(await db.regionLatency.count()).toBe(0)
  await saveTailnet(db, { derpMap: [{ id: 4, code: 'fra', name: 'Frankfurt' }] })
  await save(5, device('a', { lastSeen: at(5) }))
  expect(await db.regionLatency.findMany()).toMatchObject([{ deviceId: 'a', region: 4, ms: 12.5, at: at(0) }])
})

test('ports that a NAT draws anew are no change of facts', async () => {
  await save(0, device('a'))
  const before = await db.factSpan.count()
  const { connectivity } = device('a')
  if (!connectivity) throw new Error('the builder gives one')
  await save(
    5,
    device('a', { connectivity: { ...connectivity, endpoints: [{ address: '203.0.113.9', port: 2048 }] } }),
  )
  expect(await db.factSpan.count()).toBe(before)
})

describe('devices that only pods name', () => {
  const kept = async () =>
    (await db.device.findMany({ orderBy: { id: 'asc' } })).map(({ id, name, told, goneAt, facts }) => [
      id,
      name,
      told ? 'told' : 'listed',
      goneAt === null ? 'here' : 'gone',
      (facts as unknown as Device).user,
    ])
  const named = (id: string, more: Partial<Device> = {}) =>
    device(id, { user: '', os: '', clientVersion: '', connectivity: null, ...more })
  const tell = (minute: number, ...devices: Device[]) => saveToldDevices(db, { at: at(minute), devices })

  test('are told as such until a list has them, and the first list is no news still', async () => {
    await tell(0, named('a'), named('z'))
    await tell(1, named('a', { name: 'renamed.demo.ts.net' }))
    expect(await kept()).toEqual([
      ['a', 'renamed.demo.ts.net', 'told', 'here', ''],
      ['z', 'z.demo.ts.net', 'told', 'here', ''],
    ])
    await save(2, device('a'), device('b'))
    expect(await kept()).toEqual([
      ['a', 'a.demo.ts.net', 'listed', 'here', 'ann@example.com'],
      ['b', 'b.demo.ts.net', 'listed', 'here', 'ann@example.com'],
      ['z', 'z.demo.ts.net', 'told', 'gone', ''],
    ])
    expect(await told()).toEqual([])
  })

  test('keep what a list had said of them, and are gone for nobody’s silence', async () => {
    await save(0, device('a'), device('b'))
    await tell(1, named('a', { name: 'new.demo.ts.net', online: 'no' }))
    const [a] = await db.device.findMany({ where: { id: 'a' } })
    expect(a).toMatchObject({ told: false, name: 'new.demo.ts.net', online: 'no', os: 'linux' })
    expect(a?.facts).toMatchObject({
      name: 'new.demo.ts.net',
      os: 'linux',
      clientVersion: '1.102.5',
      user: 'ann@example.com',
      connectivity: { udp: 'yes' },
    })
    expect((await kept()).map(([id, , , state]) => [id, state])).toEqual([
      ['a', 'here'],
      ['b', 'here'],
    ])
  })

  test('nothing to tell changes nothing', async () => {
    await tell(0)
    expect(await kept()).toEqual([])
  })
})
