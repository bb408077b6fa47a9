import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { traffic } from './read/traffic.ts'
import { recordRounds } from './recordRounds.ts'
import type { RoundWrite } from './roundWrite.ts'
import { at, counted, emptied, failed, onDirect, saw, shop } from './testRounds.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
beforeEach(() => emptied(db))
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const window = { from: at(-60), to: at(6_000) }
const minuteOf = (date: Date) => (date.getTime() - at(0).getTime()) / 60_000

async function bytes(step: number): Promise<[number, number, number][]> {
  const points = await traffic(db, window, step, [shop])
  return points.map(point => [minuteOf(point.at), point.bytes.direct, point.estimated])
}

const direct = (minute: number, count: number) => counted(minute, { direct_ipv4: count })

describe('bytes by minute, direct and estimated', () => {
  const scenes: { scene: string; rounds: RoundWrite[]; shows: [number, number, number][] }[] = [
    { scene: 'the first reading is only a base', rounds: [direct(0, 5_000)], shows: [] },
    {
      scene: 'growth falls into the minute before the reading',
      rounds: [direct(0, 100), direct(1, 160), direct(2, 190)],
      shows: [
        [0, 60, 0],
        [1, 30, 0],
      ],
    },
    {
      scene: 'measured nothing is a zero',
      rounds: [direct(0, 100), direct(1, 100)],
      shows: [[0, 0, 0]],
    },
    {
      scene: 'a counter that fell began anew: its new value is what grew',
      rounds: [direct(0, 9_000), direct(1, 9_100), direct(2, 40), direct(3, 50)],
      shows: [
        [0, 100, 0],
        [1, 40, 0],
        [2, 10, 0],
      ],
    },
    {
      scene: 'over a hole it is spread and called estimated: no spike, and the sum is the difference',
      rounds: [direct(0, 0), failed('metrics', 1), failed('metrics', 2), direct(3, 1_000)],
      shows: [
        [0, 333, 333],
        [1, 333, 333],
        [2, 334, 334],
      ],
    },
    {
      scene: 'between two minutes it is split by time',
      rounds: [
        direct(0, 0),
        counted(1, { direct_ipv4: 600 }, { startedAt: new Date(at(1).getTime() + 15_000) }),
      ],
      shows: [
        [0, 480, 0],
        [1, 120, 0],
      ],
    },
    {
      scene: 'an older reading that comes late changes nothing',
      rounds: [direct(0, 100), direct(2, 300), direct(1, 200)],
      shows: [
        [0, 100, 100],
        [1, 100, 100],
      ],
    },
    {
      scene: 'a reading with what is no count is not taken',
      rounds: [direct(0, 100), direct(1, 1e300), direct(2, 130)],
      shows: [
        [0, 15, 15],
        [1, 15, 15],
      ],
    },
  ]
  test.each(scenes)('$scene', async ({ rounds, shows }) => {
    for (const write of rounds) await recordRounds(db, [write])
    expect(await bytes(60)).toEqual(shows)
  })

  test.each(scenes)('$scene: the same when written in one batch', async ({ rounds, shows }) => {
    const inOrder = rounds.toSorted((a, b) => a.slot.getTime() - b.slot.getTime())
    await recordRounds(db, inOrder)
    const sum = (rows: [number, number, number][]) => rows.reduce((total, [, direct]) => total + direct, 0)
    expect(sum(await bytes(60))).toBe(sum(shows))
  })
})

test('pods of one target add up', async () => {
  const two = { podUid: 'pod-2' as RoundWrite['podUid'] }
  await recordRounds(db, [direct(0, 0), counted(0, { direct_ipv4: 50 }, two)])
  await recordRounds(db, [direct(1, 10), counted(1, { direct_ipv4: 57 }, two)])
  expect(await bytes(60)).toEqual([[0, 17, 0]])
})

test('a restart that the counters show is an event, and its hole has a reason', async () => {
  await recordRounds(db, [direct(0, 500), direct(1, 20)])
  expect(await db.event.findMany()).toMatchObject([
    { kind: 'tailscaled_restarted', targetId: shop, at: at(1) },
  ])
  await recordRounds(
    db,
    [2, 3, 4].map(minute => failed('metrics', minute, 'connection refused')),
  )
  expect(await db.gap.findMany()).toMatchObject([
    { subject: `${shop}#metrics`, startedAt: at(1), endedAt: null, reason: 'connection refused' },
  ])
  await recordRounds(db, [direct(5, 60)])
  expect(await db.gap.findMany()).toMatchObject([{ endedAt: at(5) }])
})

describe('bytes of a link', () => {
  const scenes: { scene: string; rounds: RoundWrite[]; shows: number }[] = [
    { scene: 'first sight is a base', rounds: [saw(0, [onDirect('a', 900)])], shows: 0 },
    { scene: 'growth', rounds: [saw(0, [onDirect('a', 900)]), saw(1, [onDirect('a', 950)])], shows: 50 },
    { scene: 'began anew', rounds: [saw(0, [onDirect('a', 900)]), saw(1, [onDirect('a', 30)])], shows: 30 },
    {
      scene: 'goes on after a short pause',
      rounds: [saw(0, [onDirect('a', 900)]), saw(1, []), saw(2, [onDirect('a', 910)])],
      shows: 10,
    },
    {
      scene: 'counts from zero after 5 idle minutes, whatever it says',
      rounds: [
        saw(0, [onDirect('a', 900)]),
        ...[1, 2, 3, 4, 5, 6].map(minute => saw(minute, [])),
        saw(7, [onDirect('a', 1_000)]),
      ],
      shows: 1_000,
    },
  ]
  test.each(scenes)('$scene', async ({ rounds, shows }) => {
    for (const write of rounds) await recordRounds(db, [write])
    const rows = await db.linkTraffic5m.findMany()
    expect(rows.reduce((sum, row) => sum + Number(row.rx), 0)).toBe(shows)
    expect(rows.every(row => row.kind === 'direct')).toBe(true)
  })
})

// The last one: with time gone on by three days, minutes as old as those above are not kept any more.
test('every width of bucket holds the same bytes, also over three days without a reading', async () => {
  await recordRounds(db, [direct(0, 0)])
  await recordRounds(db, [direct(3 * 1440, 1_000_003)])
  for (const step of [300, 3_600, 86_400]) {
    const found = await bytes(step)
    expect([step, found.reduce((sum, row) => sum + row[1], 0)]).toEqual([step, 1_000_003])
    expect(Math.max(...found.map(row => row[1]))).toBeLessThanOrEqual(
      Math.ceil((1_000_003 * step) / 259_200) + 1,
    )
  }
})
