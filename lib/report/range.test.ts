import { describe, expect, test } from 'vitest'
import { momentOf, parseRange, relativeSeconds, replayedRange } from './range.ts'

const now = new Date('2026-11-25T12:00:00Z')

describe('a moment in an address', () => {
  test.each([
    ['2026-11-20 14:00', '2026-11-20T14:00:00.000Z'],
    ['2026-11-20T14:00:30.5Z', '2026-11-20T14:00:30.000Z'],
    ['2026-11-20 14:00+0530', '2026-11-20T08:30:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-11-20 24:00', '2026-11-21T00:00:00.000Z'],
  ])('%s', (word, at) => {
    expect(momentOf(word)?.toISOString()).toBe(at)
  })

  test.each([
    ['2026-02-30'],
    ['2026-02-29 10:00'],
    ['2026-06-31 10:00Z'],
    ['2026-13-01'],
    ['2026-11-20 24:30'],
    ['2026-11-20 14:00+99:99'],
    ['0000-01-01'],
    ['0001-01-01'],
    ['1969-12-31'],
    ['+012026-11-20'],
    ['٢٠٢٦-١١-٢٠'],
    ['tomorrow'],
    [''],
  ])('%s is none', word => {
    expect(momentOf(word)).toBeNull()
  })
})

test.each([
  ['a day of no calendar', { from: '2026-02-30', to: '2026-03-03' }, /“2026-02-30” is no range/],
  ['before the year that Postgres knows', { from: '0000-01-01', to: '0000-01-02' }, /is no moment/],
  ['the other way round', { from: '2026-11-20', to: '2026-11-19' }, /ends before/],
  ['longer than anything is kept', { from: '99999w', to: null }, /400 days/],
  ['digits of another alphabet', { from: '٣h', to: null }, /is no range/],
])('a range that is %s is refused, never guessed', (_, words, why) => {
  const read = parseRange(words, now)
  expect(read.ok ? null : read.why).toMatch(why)
})

test.each([
  ['13h', 46_800],
  ['last 90 min', 5_400],
  ['9999999h', null],
  ['٣h', null],
  ['1e3h', null],
  ['h', null],
])('%s as a length', (word, seconds) => {
  expect(relativeSeconds(word)).toBe(seconds)
})

test.each([
  ['2026-02-30', { from: '6h', to: null }],
  ['now', { from: '6h', to: null }],
  ['2026-11-20', { from: '2026-11-20', to: '2026-11-19' }],
  ['2026-11-20', { from: '2026-11-20', to: null }],
])('a replay of %s with %j is none', (at, said) => {
  expect(replayedRange(said, at)).toBeNull()
})
