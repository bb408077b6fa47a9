import { describe, expect, test } from 'vitest'
import { differenceOf, lessControl } from './difference.ts'

const share = (good: number, sessions: number) => ({ good, sessions })

describe('the interval of a difference', () => {
  // Newcombe 1998, table II, method 10: (a/m, b/n), difference and limits.
  const published: [number, number, number, number, number, number, number][] = [
    [56, 70, 48, 80, 0.2, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.6, 0.1705, 0.809],
    [6, 7, 2, 7, 0.5714, 0.0582, 0.8062],
    [5, 56, 0, 29, 0.0893, -0.0381, 0.1926],
    [0, 10, 0, 20, 0, -0.1611, 0.2775],
    [10, 10, 0, 20, 1, 0.6791, 1],
    [10, 10, 0, 10, 1, 0.6075, 1],
  ]
  test.each(published)('%i of %i against %i of %i', (a, m, b, n, value, low, high) => {
    const found = differenceOf([{ after: share(a, m), before: share(b, n) }])
    expect(found?.value).toBeCloseTo(value, 4)
    expect(found?.low).toBeCloseTo(low, 3)
    expect(found?.high).toBeCloseTo(high, 3)
  })

  test('groups without sessions on both sides say nothing', () => {
    expect(differenceOf([{ after: share(3, 3), before: share(0, 0) }])).toBeNull()
    expect(differenceOf([])).toBeNull()
    const one = { after: share(9, 10), before: share(3, 10) }
    expect(differenceOf([one, { after: share(0, 50), before: share(0, 0) }])).toEqual(differenceOf([one]))
  })

  test('two groups tell more than one of them, and a control makes it less sure', () => {
    const one = differenceOf([{ after: share(9, 10), before: share(3, 10) }])
    const two = differenceOf([
      { after: share(9, 10), before: share(3, 10) },
      { after: share(9, 10), before: share(3, 10) },
    ])
    if (!one || !two) throw new Error('both have sessions on both sides')
    expect(two.value).toBeCloseTo(one.value)
    expect(two.low).toBeGreaterThan(one.low)
    const nothing = differenceOf([{ after: share(5, 20), before: share(5, 20) }])
    if (!nothing) throw new Error('it has sessions on both sides')
    const less = lessControl(one, nothing)
    expect(less.value).toBeCloseTo(one.value)
    expect(less.low).toBeLessThan(one.low)
  })
})
