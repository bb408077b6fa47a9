import { expect, test } from 'vitest'
import { manyPods } from './builders/manyPods.ts'
import { diagnose } from './diagnose.ts'

/** Of three goes the fastest: what else the machine does meanwhile is no part of the diagnosis. */
function fastestMs(run: () => void): number {
  const goes = [1, 2, 3].map(() => {
    const begun = performance.now()
    run()
    return performance.now() - begun
  })
  return Math.min(...goes)
}

test('of 2,000 pods with 50 links each, 99 of 100 are diagnosed in less than 5 ms', () => {
  const times = manyPods(2_000, 50).map(input => fastestMs(() => diagnose(input)))
  times.sort((a, b) => a - b)
  expect(times[Math.floor(times.length * 0.99)]).toBeLessThan(5)
}, 120_000)
