import { describe, expect, test } from 'vitest'
import type { Drop } from '#lib/tailnet/reading.ts'
import { type CounterLook, flowOf, withLook } from './counterLooks.ts'

const at = (seconds: number) => new Date(seconds * 1000)
const acl = (packets: number): Drop => ({ direction: 'in', reason: 'acl', packets })
const looked = (looks: readonly CounterLook[], seconds: number, out: number, drops: Drop[] = []) =>
  withLook(
    looks,
    { counters: [{ path: 'derp', direction: 'out', bytes: out, packets: 0 }], drops },
    at(seconds),
  )

describe('what the counters of the last minutes tell', () => {
  test('a rate needs two looks', () => {
    const one = looked([], 0, 1_000)
    expect(flowOf(one)).toBeNull()
    expect(flowOf(looked(one, 30, 7_501_000))).toEqual({
      from: at(0),
      to: at(30),
      derpMbits: [2],
      drops: [],
    })
  })

  test('drops are those in between, not those before', () => {
    expect(flowOf(looked(looked([], 0, 0, [acl(40)]), 30, 0, [acl(42)]))?.drops).toEqual([acl(2)])
    expect(flowOf(looked(looked([], 0, 0, [acl(40)]), 30, 0, [acl(40)]))?.drops).toEqual([])
    expect(flowOf(looked(looked([], 0, 0), 30, 0, [acl(3)]))?.drops).toEqual([acl(3)])
  })

  test('a restart begins anew, and so does a look that is no later', () => {
    expect(flowOf(looked(looked([], 0, 5_000), 30, 10))).toBeNull()
    expect(flowOf(looked(looked([], 30, 5), 30, 10))).toBeNull()
  })

  test('ten minutes are kept', () => {
    let looks: readonly CounterLook[] = []
    for (let seconds = 0; seconds <= 3_600; seconds += 30) looks = looked(looks, seconds, seconds)
    expect(looks).toHaveLength(21)
    expect(flowOf(looks)?.from).toEqual(at(3_000))
  })
})
