import { describe, expect, test } from 'vitest'
import type { Clock } from './clock.ts'
import { execPace } from './execPace.ts'

/** Sleepers of a clock that is moved by hand wake in order. */
function handClock() {
  let now = Date.UTC(2026, 10, 24, 10)
  const sleepers: { at: number; wake: () => void }[] = []
  const clock: Clock = {
    now: () => new Date(now),
    sleep: ms => new Promise(wake => sleepers.push({ at: now + ms, wake })),
  }
  return {
    clock,
    set: (ms: number) => {
      now = ms
    },
    now: () => now,
    /** Lets time pass until nobody sleeps any more. */
    async pass() {
      for (;;) {
        await new Promise(setImmediate)
        const [next] = sleepers.sort((a, b) => a.at - b.at)
        if (!next) return
        sleepers.shift()
        now = Math.max(now, next.at)
        next.wake()
      }
    },
  }
}

const never = new AbortController().signal

describe('the pace of execs', () => {
  test.each([
    ['one a second', 1, 60, 55],
    ['many a second', 10, 60, 541],
    ['one in two seconds', 0.5, 60, 28],
    ['one a minute', 1 / 60, 60, 1],
    ['one in a quarter of an hour', 1 / 900, 60, 1],
    ['one a second, looked at every five', 1, 5, 5],
  ])('%s: room in a first interval', (_, perSecond, seconds, execs) => {
    expect(execPace(handClock().clock, perSecond, never).room(seconds)).toBe(execs)
  })

  test('ten at once begin one after the other, a second apart', async () => {
    const { clock, now, pass } = handClock()
    const pace = execPace(clock, 1, never)
    const start = now()
    const begun: number[] = []
    const ten = Array.from({ length: 10 }, () => pace.turn().then(() => begun.push(now() - start)))
    await pass()
    await Promise.all(ten)
    expect(begun).toEqual(ten.map((_, index) => 1000 * index))
  })

  test('a budget of less than one an interval leaves intervals out, and none is saved up', async () => {
    const { clock, now, set, pass } = handClock()
    const pace = execPace(clock, 1 / 180, never)
    const start = now()
    const seen: number[] = []
    for (let minute = 0; minute < 12; minute++) {
      set(start + minute * 60_000)
      // Nothing wishes in the first six.
      const room = minute < 6 ? 0 : pace.room(60)
      for (let exec = 0; exec < room; exec++) {
        void pace.turn().then(() => seen.push((now() - start) / 60_000))
        await pass()
      }
    }
    expect(seen).toEqual([6, 9])
  })

  test('a clock that was set back by an hour holds nobody up', async () => {
    const { clock, now, set } = handClock()
    const pace = execPace(clock, 1, never)
    await pace.turn()
    set(now() - 3_600_000)
    expect(pace.room(60)).toBe(54)
  })

  test('a stop ends what waits for its turn, and nothing begins after it', async () => {
    const stop = new AbortController()
    const clock: Clock = {
      now: () => new Date(0),
      sleep: (_, signal) =>
        new Promise(wake => signal?.addEventListener('abort', () => wake(), { once: true })),
    }
    const pace = execPace(clock, 0.01, stop.signal)
    const turns = [pace.turn(), pace.turn(), pace.turn()]
    stop.abort()
    expect(await Promise.all([...turns, pace.turn()])).toEqual([true, false, false, false])
  })
})
