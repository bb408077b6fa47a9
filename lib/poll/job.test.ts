import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Clock } from './clock.ts'
import { repeat } from './job.ts'

const log = pino({ level: 'silent' })

/** A clock that moves only while someone sleeps. */
function sleepingClock(start: string) {
  let now = new Date(start).getTime()
  const clock: Clock = {
    now: () => new Date(now),
    sleep: async ms => {
      now += ms
    },
  }
  return { clock, pass: (ms: number) => (now += ms) }
}

test('a job runs at the start of each slot, leaves out slots it overran, and survives its bugs', async () => {
  const { clock, pass } = sleepingClock('2026-11-24T10:00:07Z')
  const stop = new AbortController()
  const ran: string[] = []
  await repeat(
    {
      name: 'test',
      intervalSeconds: 15,
      run: async slot => {
        ran.push(slot.toISOString().slice(14, 19))
        if (ran.length === 2) pass(40_000)
        if (ran.length === 3) throw new TypeError('a bug')
        if (ran.length === 5) stop.abort()
      },
    },
    clock,
    log,
    stop.signal,
  )
  expect(ran).toEqual(['00:15', '00:30', '01:15', '01:30', '01:45'])
})
