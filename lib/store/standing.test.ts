import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { drift } from '#lib/setup/migrate.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { SourceFailure } from '#lib/tailnet/failure.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { hasRounds } from './hasRounds.ts'
import { heartbeat } from './heartbeat.ts'
import { maintain } from './maintain.ts'
import { openTailnet } from './openTailnet.ts'
import { gaps } from './read/gaps.ts'
import { recordRounds } from './recordRounds.ts'
import { reportSource } from './reportSource.ts'
import { startCollector } from './startCollector.ts'
import { stopCollector } from './stopCollector.ts'
import { at, counted, emptied } from './testRounds.ts'

let db: Database
let url: string
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  url = made.url
  db = openDatabase(url)
  drop = made.close
})
beforeEach(() => emptied(db))
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const day = 1_440
const window = { from: at(-day), to: at(day) }

describe('a database belongs to one tailnet', () => {
  test.each([
    { scene: 'the same again', mode: 'demo', name: 'demo.ts.net', refused: null },
    { scene: 'a real one on the demo', mode: 'real', name: 'demo.ts.net', refused: /belongs to the demo/ },
    { scene: 'another name', mode: 'demo', name: 'other.ts.net', refused: /belongs to the demo/ },
  ] as const)('$scene', async ({ mode, name, refused }) => {
    await openTailnet(db, { mode: 'demo', name: 'demo.ts.net' })
    const opened = openTailnet(db, { mode, name })
    if (refused) await expect(opened).rejects.toThrow(refused)
    else await expect(opened).resolves.toBeUndefined()
  })
})

describe('runs of the collector', () => {
  const begin = (id: string, minute: number) =>
    startCollector(db, { id, at: at(minute), version: '0.1.0', intervalSeconds: 5 })
  const seen = async () =>
    (await gaps(db, { window, subjects: ['collector'] })).map(gap => [
      gap.subject.kind,
      gap.code,
      gap.startedAt,
      gap.endedAt,
    ])

  test('the first run leaves no gap', async () => {
    await begin('a', 0)
    expect(await seen()).toEqual([])
  })

  test('kill -9: a gap from the last heartbeat', async () => {
    await begin('a', 0)
    await heartbeat(db, { id: 'a', at: at(3) })
    await begin('b', 10)
    await begin('b', 10)
    expect(await seen()).toEqual([['all', 'killed', at(3), at(10)]])
    expect((await db.event.findMany({ orderBy: { id: 'asc' } })).map(event => event.kind)).toEqual([
      'collector_started',
      'collector_started',
      'collector_gap',
    ])
  })

  test('stopped in order: a gap from there', async () => {
    await begin('a', 0)
    await stopCollector(db, { id: 'a', at: at(4) })
    await begin('b', 10)
    expect(await seen()).toEqual([['all', 'stopped', at(4), at(10)]])
  })
})

describe('holes of a source', () => {
  const failure: SourceFailure = {
    code: 'timeout',
    detail: 'no answer',
    httpStatus: null,
    retryAfterSeconds: null,
  }
  const source = { id: 'tailscale:devices', clusterId: null, title: 'Devices' }
  const scenes = [
    { scene: 'fails and comes back', states: ['ok', 'failing', 'failing', 'ok'], holes: [[0, 3]] },
    { scene: 'still fails', states: ['ok', 'failing'], holes: [[0, null]] },
    { scene: 'never answered', states: ['failing'], holes: [[0, null]] },
    { scene: 'was never allowed', states: ['denied', 'denied'], holes: [] },
    { scene: 'is not allowed any more', states: ['ok', 'denied'], holes: [[0, null]] },
  ] as const
  test.each(scenes)('$scene', async ({ states, holes }) => {
    for (const [minute, state] of states.entries()) {
      await reportSource(db, { ...source, state, at: at(minute), ...(state === 'ok' ? {} : { failure }) })
    }
    const rows = await db.gap.findMany()
    expect(rows.map(row => [row.startedAt, row.endedAt])).toEqual(
      holes.map(([from, to]) => [at(from), to === null ? null : at(to)]),
    )
    const health = await db.sourceHealth.findFirst()
    expect(health?.state).toBe(states.at(-1))
  })
})

describe('partitions', () => {
  const partitions = async (table: string) =>
    (
      await db.$queryRaw<{ name: string }[]>`
        select child.relname as name from pg_inherits join pg_class child on child.oid = inhrelid
        join pg_class parent on parent.oid = inhparent where parent.relname = ${table} order by 1`
    ).map(row => row.name)

  test('stand ready; those past retention go, with their rows only; two at once do it once', async () => {
    await maintain(db, { at: at(0) })
    expect(await maintain(db, { at: at(0) })).toEqual({ made: 0, dropped: 0 })
    await recordRounds(db, [counted(0, { derp: 0 }), counted(1, { derp: 70 })])
    expect(await partitions('traffic_1m')).toContain('traffic_1m_p20261120')
    const other = openDatabase(url)
    const both = await Promise.all([maintain(db, { at: at(4 * day) }), maintain(other, { at: at(4 * day) })])
    await closeDatabase(other)
    expect(both.filter(done => done.made > 0)).toHaveLength(1)
    expect(await partitions('traffic_1m')).not.toContain('traffic_1m_p20261120')
    expect([await db.traffic1m.count(), await db.traffic5m.count(), await db.traffic1d.count()]).toEqual([
      0, 1, 1,
    ])
    expect(await hasRounds(db)).toBe(true)
  })

  test('a month of them is no drift from the schema', async () => {
    for (const days of [5, 12, 19, 26, 33]) await maintain(db, { at: at(days * day) })
    expect(await drift(url, 'database')).toBe('')
  })
})
