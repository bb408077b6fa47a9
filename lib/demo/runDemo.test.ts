import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import { startFake } from '#lib/fake/startFake.ts'
import { demoWorld } from '#lib/fake/world/demoWorld.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import { hasty } from './hasty.ts'
import { runDemo } from './runDemo.ts'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function stage() {
  const database = await testDatabase()
  endings.push(database.close)
  const db = openDatabase(hasty(database.url))
  endings.push(() => closeDatabase(db))
  const pg = new Client({ connectionString: database.url })
  await pg.connect()
  endings.push(() => pg.end())
  /** Runs the demo until it says something that fits, and then for as long. */
  const run = async (hours: number, until = /^ready$/, thenMs = 0) => {
    const stop = new AbortController()
    const said: string[] = []
    await runDemo({
      db,
      log: pino({ level: 'silent' }),
      signal: stop.signal,
      hours,
      startFake: now => startFake({ world: demoWorld(), now }),
      say: line => {
        said.push(line)
        if (until.test(line)) void wait(thenMs).then(() => stop.abort())
      },
    })
    return said
  }
  return {
    db,
    run,
    row: async (sql: string): Promise<Record<string, unknown>> => (await pg.query(sql)).rows[0] ?? {},
  }
}

const rounds = `
  select count(*)::int as n, count(*) filter (where not ok)::int as failed,
    extract(epoch from max(slot) - min(slot))::int as seconds
  from round`

describe('the demo', () => {
  test('gives an empty database its history, with no failed look, and goes on live', async () => {
    const { run, row } = await stage()
    const said = await run(0.2)
    expect([said[0], said.at(-1)]).toEqual([expect.stringMatching(/^progress \d+%$/), 'ready'])
    const kept = await row(rounds)
    expect(kept).toMatchObject({ failed: 0 })
    expect(Number(kept.n)).toBeGreaterThan(12 * 40)
    expect(Number(kept.seconds)).toBeGreaterThanOrEqual(11 * 60)
    expect(await row(`select count(*)::int as n from gap`)).toEqual({ n: 0 })
    expect(
      await row(`select count(distinct match_method)::int as n from target_pod where match_method = 'exec'`),
    ).toEqual({ n: 1 })
    const shown = await row(`select (select count(*)::int from target_pod where gone_at is null) as pods,
      (select count(*)::int from device where gone_at is null) as devices`)
    expect(Number(shown.pods)).toBeGreaterThanOrEqual(38)
    expect(Number(shown.devices) - Number(shown.pods)).toBeGreaterThanOrEqual(28)
  })

  test('continues a database that has rounds: what was missed is a gap, and nothing is made up for it', async () => {
    const { run, row } = await stage()
    await run(0.1)
    const before = await row(rounds)
    expect(await run(6)).toEqual(['ready'])
    const after = await row(rounds)
    expect(Number(after.seconds) - Number(before.seconds)).toBeLessThan(120)
    expect(await row(`select subject, code from gap`)).toEqual({ subject: 'collector', code: 'stopped' })
  })

  test('ends in the middle of its history when it is told to', async () => {
    const { run, row } = await stage()
    const said = await run(2, /^progress/)
    expect(said.at(-1)).toBe('ready')
    expect(Number((await row(rounds)).seconds)).toBeLessThan(3600)
  })

  test('leaves the database of a real tailnet alone', async () => {
    const { db, run, row } = await stage()
    await openTailnet(db, { mode: 'real', name: 'example.ts.net' })
    await expect(run(0.1)).rejects.toThrow()
    expect(await row(rounds)).toMatchObject({ n: 0 })
  })
})

describe('a hasty database', () => {
  test.each([
    [
      'postgresql://u:p@127.0.0.1:5432/demo',
      'postgresql://u:p@127.0.0.1:5432/demo?options=-c+synchronous_commit%3Doff',
    ],
    ['postgresql://u:p@db.example.com/demo', 'postgresql://u:p@db.example.com/demo'],
    ['postgresql://u:p@localhost/demo?options=-c+x%3D1', 'postgresql://u:p@localhost/demo?options=-c+x%3D1'],
  ])('%s', (url, hastened) => {
    expect(hasty(url)).toBe(hastened)
  })
})
