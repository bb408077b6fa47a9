import { describe, expect, test } from 'vitest'
import { nextSlot, slotOf } from './slot.ts'

const cases: [at: string, seconds: number, slot: string, next: string][] = [
  ['2026-11-24T10:00:00.000Z', 60, '10:00:00', '10:01:00'],
  ['2026-11-24T10:00:59.999Z', 60, '10:00:00', '10:01:00'],
  ['2026-11-24T10:01:00.000Z', 60, '10:01:00', '10:02:00'],
  ['2026-11-24T10:01:44.000Z', 15, '10:01:30', '10:01:45'],
  ['2026-11-24T10:17:00.000Z', 900, '10:15:00', '10:30:00'],
]

describe('a slot is the start of its interval', () => {
  test.each(cases)('%s by %i s', (at, seconds, slot, next) => {
    const day = '2026-11-24T'
    expect(slotOf(new Date(at), seconds)).toEqual(new Date(`${day}${slot}.000Z`))
    expect(nextSlot(new Date(at), seconds)).toEqual(new Date(`${day}${next}.000Z`))
  })
})
