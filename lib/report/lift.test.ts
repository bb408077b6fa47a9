import { describe, expect, test } from 'vitest'
import { liftOf } from './lift.ts'

const split = (relayed: number, pods: number, otherRelayed: number, others: number) => ({
  withFact: { pods, relayed },
  without: { pods: others, relayed: otherRelayed },
})

describe('lift', () => {
  test.each([
    ['all with the fact are relayed, none without', split(10, 10, 0, 10), 2],
    ['twice as often as at large', split(6, 10, 3, 20), 2],
    ['the fact tells nothing', split(5, 10, 10, 20), 1],
    ['less often', split(1, 10, 9, 10), 0.2],
    ['none with the fact', split(0, 10, 10, 10), 0],
  ])('%s', (_, given, value) => {
    const lift = liftOf(given)
    expect(lift?.value).toBeCloseTo(value, 10)
    expect(lift?.low).toBeLessThan(lift?.high ?? 0)
  })

  test.each([
    ['all have the fact', split(5, 10, 0, 0)],
    ['none has it', split(0, 0, 5, 10)],
    ['none is relayed', split(0, 10, 0, 10)],
  ])('nothing to compare: %s', (_, given) => {
    expect(liftOf(given)).toBeNull()
  })

  test('the interval covers the truth in 95 of 100 draws, as far as a count can show', () => {
    let state = 7
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return state / 2 ** 31
    }
    const draw = (pods: number, share: number) =>
      Array.from({ length: pods }, random).filter(each => each < share).length
    const [own, other] = [0.6, 0.2]
    const truth = own / ((own * 20 + other * 30) / 50)
    const held = Array.from({ length: 1_000 }, () => liftOf(split(draw(20, own), 20, draw(30, other), 30)))
    const covering = held.filter(lift => lift && lift.low <= truth && truth <= lift.high).length
    expect(covering).toBeGreaterThan(930)
    expect(covering).toBeLessThan(985)
  })

  test('more pods, a narrower interval', () => {
    const width = (times: number) => {
      const lift = liftOf(split(6 * times, 10 * times, 3 * times, 20 * times))
      return (lift?.high ?? 0) - (lift?.low ?? 0)
    }
    expect(width(10)).toBeLessThan(width(1) / 2)
  })
})
