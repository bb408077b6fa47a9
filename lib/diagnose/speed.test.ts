import { expect, test } from 'vitest'
import { manyPods } from './builders/manyPods.ts'
import { diagnose } from './diagnose.ts'

/** What else the machine does meanwhile is no part of the diagnosis: of so many passes each pod's fastest counts. */
const mostPasses = 8
const limitMs = 5

test('of 2,000 pods with 50 links each, 99 of 100 are diagnosed in less than 5 ms', () => {
  const inputs = manyPods(2_000, 50)
  const fastest = inputs.map(() => Number.POSITIVE_INFINITY)
  const p99 = () => fastest.toSorted((a, b) => a - b)[Math.floor(fastest.length * 0.99)] ?? 0
  for (let pass = 0; pass < mostPasses && !(p99() < limitMs); pass++) {
    for (const [place, input] of inputs.entries()) {
      const begun = performance.now()
      diagnose(input)
      fastest[place] = Math.min(fastest[place] ?? 0, performance.now() - begun)
    }
  }
  expect(p99()).toBeLessThan(limitMs)
}, 240_000)
