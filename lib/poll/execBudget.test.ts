import { describe, expect, test } from 'vitest'
import { type Wish, withinBudget } from './execBudget.ts'
import type { LookReason } from './statusWish.ts'

const wish = (pod: string, reason: LookReason, minute: number | null): Wish<string> => ({
  pod,
  reason,
  lookedAt: minute === null ? null : new Date(Date.UTC(2026, 10, 24, 10, minute)),
})

const wishes = [
  wish('relayed-lately', 'relayed', 5),
  wish('sweep-long-ago', 'sweep', 1),
  wish('restarted', 'restarted', 6),
  wish('new', 'first', null),
  wish('derp', 'derp_grew', 3),
]

describe('the budget of execs', () => {
  const cases: [execs: number, now: string[]][] = [
    [60, ['new', 'restarted', 'sweep-long-ago', 'derp', 'relayed-lately']],
    [3, ['new', 'restarted', 'sweep-long-ago']],
    [1, ['new']],
    [0, []],
  ]
  test.each(cases)('of %d', (execs, now) => {
    const { now: allowed, later } = withinBudget(wishes, execs)
    expect(allowed.map(each => each.pod)).toEqual(now)
    expect(allowed.length + later.length).toBe(wishes.length)
  })

  test('what waits comes first in the end: nobody starves', () => {
    const looked = new Map<string, number>([...'abcdefgh'].map(pod => [pod, 0]))
    for (let minute = 1; minute <= 8; minute++) {
      const all = [...looked].map(([pod, last]) => wish(pod, pod < 'e' ? 'relayed' : 'interval', last))
      for (const each of withinBudget(all, 2).now) looked.set(each.pod, minute)
    }
    expect(Math.min(...looked.values())).toBeGreaterThanOrEqual(5)
  })
})
