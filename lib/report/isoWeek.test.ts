import { describe, expect, test } from 'vitest'
import { parseWeek, weekAt, weekBounds, weekShifted } from './isoWeek.ts'

const hour = 3_600_000

describe('a moment falls in a week', () => {
  test.each([
    ['2026-11-22T23:59:59Z', 'UTC', '2026-W47'],
    ['2026-11-23T00:00:00Z', 'UTC', '2026-W48'],
    // The Sunday of one zone is the Monday of another.
    ['2026-11-22T23:30:00Z', 'Europe/Berlin', '2026-W48'],
    ['2026-11-23T07:59:00Z', 'America/Los_Angeles', '2026-W47'],
    ['2026-11-22T12:00:00Z', 'Pacific/Kiritimati', '2026-W48'],
    // Years end in the middle of a week, or of the next year's first one.
    ['2026-12-31T12:00:00Z', 'UTC', '2026-W53'],
    ['2027-01-03T12:00:00Z', 'UTC', '2026-W53'],
    ['2027-01-04T00:00:00Z', 'UTC', '2027-W01'],
    ['2024-12-30T00:00:00Z', 'UTC', '2025-W01'],
    ['2021-01-01T00:00:00Z', 'UTC', '2020-W53'],
    ['2023-01-01T00:00:00Z', 'UTC', '2022-W52'],
  ])('%s in %s is in %s', (at, zone, week) => expect(weekAt(Date.parse(at), zone)).toBe(week))
})

describe('a week begins and ends', () => {
  test.each([
    ['2026-W47', 'UTC', '2026-11-16T00:00:00.000Z', 168],
    ['2026-W53', 'UTC', '2026-12-28T00:00:00.000Z', 168],
    ['2026-W13', 'Europe/Berlin', '2026-03-22T23:00:00.000Z', 167],
    ['2026-W43', 'Europe/Berlin', '2026-10-18T22:00:00.000Z', 169],
    ['2026-W10', 'America/New_York', '2026-03-02T05:00:00.000Z', 167],
    ['2026-W44', 'America/New_York', '2026-10-26T04:00:00.000Z', 169],
    // Half an hour of summer time.
    ['2026-W14', 'Australia/Lord_Howe', '2026-03-29T13:00:00.000Z', 168.5],
    ['2026-W47', 'Asia/Kolkata', '2026-11-15T18:30:00.000Z', 168],
  ])('%s in %s', (week, zone, from, hours) => {
    const bounds = weekBounds(week, zone)
    expect(bounds.from.toISOString()).toBe(from)
    expect((bounds.to.getTime() - bounds.from.getTime()) / hour).toBe(hours)
    expect(weekAt(bounds.from.getTime(), zone)).toBe(week)
    expect(weekAt(bounds.from.getTime() - 1, zone)).toBe(weekShifted(week, -1))
    expect(weekAt(bounds.to.getTime() - 1, zone)).toBe(week)
  })

  test('in every zone a week begins where the one before it ends', () => {
    const wrong = Intl.supportedValuesOf('timeZone').flatMap(zone =>
      ['2026-W01', '2026-W13', '2026-W14', '2026-W44', '2026-W53'].filter(week => {
        const from = weekBounds(week, zone).from.getTime()
        const before = weekBounds(weekShifted(week, -1), zone)
        return (
          from !== before.to.getTime() ||
          weekAt(from, zone) !== week ||
          weekAt(from - 1, zone) !== weekShifted(week, -1)
        )
      }),
    )
    expect(wrong).toEqual([])
  })

  test('400 years of weeks leave none out', () => {
    const seen = new Set<string>()
    for (let week = '2000-W01'; week < '2400-W01'; week = weekShifted(week, 1)) seen.add(week)
    // 400 years are 20,871 whole weeks, and begin anew on the same weekday.
    expect(seen.size).toBe(20_871)
  })
})

test.each([
  ['2026-W47', '2026-W47'],
  ['2026-W53', '2026-W53'],
  ['2025-W53', null],
  ['2026-W00', null],
  ['2026-W54', null],
  ['2026-w47', null],
  ['2026-W4', null],
  ['2026-W47 ', null],
  ['0001-W01', null],
  ['47', null],
])('%j in an address is %j', (text, week) => expect(parseWeek(text)).toBe(week))
