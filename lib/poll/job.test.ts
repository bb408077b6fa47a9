import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Clock } from './clock.ts'
import { phaseMs, repeat } from './job.ts'

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

/** A name whose jobs start at the beginning of their slots, within half a second. */
const inStep = Array.from({ length: 500 }, (_, number) => `job ${number}`).find(
  name => phaseMs({ name, intervalSeconds: 15 }) < 500,
) as string

test('a job runs at the start of each slot, leaves out slots it overran, and survives its bugs', async () => {
  const { clock, pass } = sleepingClock('2026-11-24T10:00:07Z')
  const stop = new AbortController()
  const ran: string[] = []
  await repeat(
    {
      name: inStep,
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

test('jobs of one interval start apart, each always at the same moment of its slot', () => {
  const phases = Array.from({ length: 40 }, (_, number) =>
    phaseMs({ name: `c${number}: metrics`, intervalSeconds: 30 }),
  )
  expect(new Set(phases.map(ms => Math.floor(ms / 1000))).size).toBe(5)
  expect(Math.max(...phases)).toBeLessThan(5_000)
  expect(phaseMs({ name: 'a', intervalSeconds: 2 })).toBeLessThan(500)
  expect(phaseMs({ name: 'c1: metrics', intervalSeconds: 30 })).toBe(phases[1])
})

test.each<[string, ms: number, told: boolean]>([
  ['a machine that slept for an hour', 3_600_000, true],
  ['a busy machine', 10_000, false],
])('%s', async (_, lateMs, isTold) => {
  const { clock, pass } = sleepingClock('2026-11-24T10:00:07Z')
  const stop = new AbortController()
  const told: [string, string][] = []
  const sleep: Clock['sleep'] = async ms => {
    pass(ms + (ran === 1 ? lateMs : 0))
  }
  let ran = 0
  const run = async () => {
    ran += 1
    if (ran === 3) stop.abort()
  }
  const overslept = async (from: Date, to: Date) => void told.push([from.toISOString(), to.toISOString()])
  await repeat({ name: inStep, intervalSeconds: 15, run, overslept }, { ...clock, sleep }, log, stop.signal)
  expect(told).toHaveLength(isTold ? 1 : 0)
  for (const [from, to] of told) {
    expect(from).toMatch(/T10:00:15/)
    expect(to).toMatch(/T11:00:30/)
  }
})
