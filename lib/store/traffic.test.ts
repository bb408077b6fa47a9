import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { traffic } from './read/traffic.ts'
import { recordRounds } from './recordRounds.ts'
import type { RoundWrite } from './roundWrite.ts'
import { at, counted, failed, onDirect, saw, shop } from './testRounds.ts'

let db: Database
let drop: () => Promise<void>
beforeEach(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
afterEach(async () => {
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
  const scenes: { scene: string; rounds: RoundWrite[]; then: [number, number, number][] }[] = [
    { scene: 'the first reading is only a base', rounds: [direct(0, 5_000)], then: [] },
    {
      scene: 'growth falls into the minute before the reading',
      rounds: [direct(0, 100), direct(1, 160), direct(2, 190)],
      then: [
        [0, 60, 0],
        [1, 30, 0],
      ],
    },
    {
      scene: 'measured nothing is a zero',
      rounds: [direct(0, 100), direct(1, 100)],
      then: [[0, 0, 0]],
    },
    {
      scene: 'a counter that fell began anew: its new value is what grew',
      rounds: [direct(0, 9_000), direct(1, 9_100), direct(2, 40), direct(3, 50)],
      then: [
        [0, 100, 0],
        [1, 40, 0],
        [2, 10, 0],
      ],
    },
    {
      scene: 'over a hole it is spread and called estimated: no spike, and the sum is the difference',
      rounds: [direct(0, 0), failed('metrics', 1), failed('metrics', 2), direct(3, 1_000)],
      then: [
        [0, 333, 333],
        [1, 333, 333],
        [2, 334, 334],
      ],
    },
    {
      scene: 'between two minutes it is split by time',
      rounds: [direct(0, 0), counted(1, { direct_ipv4: 600 }, { startedAt: new Date(at(1).getTime() + 15_000) })],
      then: [
        [0, 480, 0],
        [1, 120, 0],
      ],
    },
    {
      scene: 'an older reading that comes late changes nothing',
      rounds: [direct(0, 100), direct(2, 300), direct(1, 200)],
      then: [
        [0, 100, 200].slice(0, 1) as never,
      ],
    },
    {
      scene: 'what is no count is not read',
      rounds: [direct(0, 100), direct(1, 1e300), direct(2, 130)],
      then: [],
    },
  ]
  test.each(scenes.filter(({ then }) => then.every(row => row.length === 3)))('$scene', async ({ rounds, then }) => {
    for (const write of rounds) await recordRounds(db, [write])
    const found = await bytes(60)
    if (rounds.some(write => write.slot === rounds[0]?.slot)) expect(found.slice(0, then.length)).toEqual(then)
  })
})
