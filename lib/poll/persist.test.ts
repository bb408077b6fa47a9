import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { isDatabaseAway } from '#lib/store/isDatabaseAway.ts'
import { persistWith } from './persist.ts'

const log = pino({ level: 'silent' })
const clock = { now: () => new Date(0), sleep: async () => {} }
const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })

describe('an error of the store: away, or a bug', () => {
  const cases: [string, unknown, boolean][] = [
    ['refused', away, true],
    ['stopped by an administrator', Object.assign(new Error('x'), { code: '57P01' }), true],
    ['deep in a cause', new Error('query', { cause: { kind: 'ConnectionClosed' } }), true],
    ['starting up', new Error('the database system is starting up'), true],
    ["Prisma's own word", Object.assign(new Error('x'), { code: 'P1017' }), true],
    ['a unique key', Object.assign(new Error('duplicate key'), { code: '23505' }), false],
    ['a typing slip', new TypeError('x is not a function'), false],
    ['a number that only looks like a code', new Error('53300000 rows'), false],
  ]
  test.each(cases)('%s', (_, error, expected) => expect(isDatabaseAway(error)).toBe(expected))
})

describe('a write while the database restarts', () => {
  test('is done again until it is stored', async () => {
    let tries = 0
    const persist = persistWith(clock, log, new AbortController().signal)
    const stored = persist('rounds', async () => {
      if (++tries < 5) throw away
      return 'stored'
    })
    await expect(stored).resolves.toBe('stored')
    expect(tries).toBe(5)
  })

  test('a bug is thrown at once', async () => {
    const persist = persistWith(clock, log, new AbortController().signal)
    await expect(persist('rounds', () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug')
  })

  test('ends with the collector', async () => {
    const stop = new AbortController()
    const persist = persistWith({ ...clock, sleep: async () => stop.abort() }, log, stop.signal)
    await expect(persist('rounds', () => Promise.reject(away))).rejects.toThrow('ECONNREFUSED')
  })
})
