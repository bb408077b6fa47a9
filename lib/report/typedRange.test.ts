import { describe, expect, test } from 'vitest'
import { typedRange } from './typedRange.ts'

const now = Date.UTC(2026, 10, 25, 12, 30)
const read = (text: string, zone = 'Europe/Berlin', at = now) => {
  const answer = typedRange(text, { zone, now: at })
  return answer.ok ? [answer.words.from, answer.words.to] : answer.why
}

describe('what a person types, at 13:30 in Berlin', () => {
  test.each([
    ['13h', ['13h', null]],
    ['last 90 min', ['90min', null]],
    ['-2d', ['2d', null]],
    ['  1 w ', ['1w', null]],
    ['2026-11-20 14:00', ['2026-11-20T13:00Z', null]],
    ['2026-11-20 14:00 to 16:30', ['2026-11-20T13:00Z', '2026-11-20T15:30Z']],
    ['2026-11-20T14:00:30 – 2026-11-21 02:00', ['2026-11-20T13:00:30Z', '2026-11-21T01:00Z']],
    ['20 Nov 22:00 to 02:00', ['2026-11-20T21:00Z', '2026-11-21T01:00Z']],
    ['2026-11-20 14:00Z to 16:00', ['2026-11-20T14:00Z', '2026-11-20T15:00Z']],
    ['2026-11-20 14:00+05:30 to 2026-11-20 10:00 UTC', ['2026-11-20T08:30Z', '2026-11-20T10:00Z']],
    ['2026-11-20', ['2026-11-19T23:00Z', '2026-11-20T23:00Z']],
    ['20 Nov', ['2026-11-19T23:00Z', '2026-11-20T23:00Z']],
    ['20 December', ['2025-12-19T23:00Z', '2025-12-20T23:00Z']],
    ['yesterday', ['2026-11-23T23:00Z', '2026-11-24T23:00Z']],
    ['yesterday 9:30 to 10:00', ['2026-11-24T08:30Z', '2026-11-24T09:00Z']],
    ['today', ['2026-11-24T23:00Z', null]],
    ['09:00', ['2026-11-25T08:00Z', null]],
    ['20:00 to 21:00', ['2026-11-24T19:00Z', '2026-11-24T20:00Z']],
    ['22:00 to 02:00', ['2026-11-24T21:00Z', '2026-11-25T01:00Z']],
    ['3h ago to 1h ago', ['2026-11-25T09:30Z', '2026-11-25T11:30Z']],
    ['2h ago to now', ['2026-11-25T10:30Z', null]],
    ['11:00 to 18:00', ['2026-11-25T10:00Z', null]],
  ])('%s', (text, words) => {
    expect(read(text)).toEqual(words)
  })

  test.each([
    ['', /Nothing is typed/],
    ['soon', /“soon” is no moment/],
    ['13x', /“13x” is no moment/],
    ['3m', /at least 5 minutes/],
    ['900d', /longer than 400 days/],
    ['2026-02-30', /There is no day 2026-02-30/],
    ['2026-11-20 25:00', /No clock shows 25:00/],
    ['2026-11-20 14:00+99:99', /is no moment/],
    ['0050-01-01', /There is no day 0050-01-01/],
    ['٢٠٢٦-١١-٢٠', /is no moment/],
    ['9999999h', /is no moment/],
    ['2026-11-20 14:00 to 2026-11-19 14:00', /ends before it begins/],
    ['2026-12-24 14:00', /has not come yet/],
    ['1h to 2h to 3h', /one beginning and one end/],
    ['2026-11-20 14:00 to 14:02', /lasted 5 minutes/],
  ])('%s is told why not', (text, why) => {
    expect(read(text)).toMatch(why)
  })
})

describe('where clocks change', () => {
  const november = Date.UTC(2026, 10, 1)
  test.each([
    [
      'the hour that Berlin lives twice is in the range both times',
      '2026-10-25 02:30 to 02:45',
      'Europe/Berlin',
      ['2026-10-25T00:30Z', '2026-10-25T01:45Z'],
    ],
    ['a day of 25 hours', '2026-10-25', 'Europe/Berlin', ['2026-10-24T22:00Z', '2026-10-25T23:00Z']],
    [
      'a day that begins at one o’clock',
      '2026-04-24',
      'Africa/Cairo',
      ['2026-04-23T22:00Z', '2026-04-24T21:00Z'],
    ],
    ['the day before it', '2026-04-23', 'Africa/Cairo', ['2026-04-22T22:00Z', '2026-04-23T22:00Z']],
    [
      'a day of which midnight comes twice',
      '2025-11-02',
      'America/Havana',
      ['2025-11-02T04:00Z', '2025-11-03T05:00Z'],
    ],
    ['a day of 23 hours', '2026-03-29', 'Europe/Berlin', ['2026-03-28T23:00Z', '2026-03-29T22:00Z']],
    [
      'half an hour in Lord Howe',
      '2026-10-04 03:00 to 04:00',
      'Australia/Lord_Howe',
      ['2026-10-03T16:00Z', '2026-10-03T17:00Z'],
    ],
  ])('%s', (_, text, zone, words) => {
    expect(read(text, zone, november)).toEqual(words)
  })

  test('an hour that is left out is said to be', () => {
    expect(read('2026-03-29 02:30', 'Europe/Berlin', november)).toBe(
      'There was no 02:30 on 2026-03-29 in Europe/Berlin: clocks went forward over it.',
    )
  })
})
