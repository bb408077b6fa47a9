import { describe, expect, test } from 'vitest'
import { sinceOf, sinceWord } from './podsSince.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const hour = 3_600_000
/** Ten bars of an hour each. */
const asked = {
  window: { from: new Date(noon - 10 * hour), to: new Date(noon) },
  now: new Date(noon),
  slices: 10,
}

/** Of a month. */
const long = { ...asked, window: { from: new Date(noon - 720 * hour), to: new Date(noon) } }

describe('changes are told since an answer before', () => {
  test.each([
    ['of a moment ago', '1700-747:747:-', -5_000, asked],
    ['while transactions ran', '1700-747:750:747,749-', -5_000, asked],
    ['nearly a quarter of an hour ago', '1700-747:747:-', 1 - hour / 4, long],
    ['nearly a bar ago', '1700-747:747:-', 1 - hour / 10, { ...asked, slices: 100 }],
  ])('%s', (_, mark, age, of) => {
    const since = sinceOf(`${mark}${noon + age}`, of)
    expect(since && sinceWord(since)).toBe(`${mark}${noon + age}`)
  })
})

describe('all is told', () => {
  test.each([
    ['where nothing is asked', undefined],
    ['a quarter of an hour after all was told', `1700-747:747:-${noon - hour / 4}`],
    ['of an answer of tomorrow', `1700-747:747:-${noon + hour}`],
    ['of a word without a moment', '1700-747:747:'],
    ['of a word without its database', `747:747:-${noon}`],
    ['of a database that is no number', `9e9-747:747:-${noon}`],
    ['of a word with more behind it', `1700-747:747:-${noon}-1`],
    ['of transactions the wrong way round', `1700-9:1:-${noon}`],
    ['of one that ran before the first', `1700-5:9:4-${noon}`],
    ['of one that had not begun', `1700-5:9:9-${noon}`],
    ['of those out of order', `1700-5:9:7,6-${noon}`],
    ['of no transaction', `1700-0:0:-${noon}`],
    ['of more than there can be', `1700-1:9999999999999999999:-${noon}`],
    ['of something else', `1700-1;drop table target-${noon}`],
  ])('%s', (_, word) => {
    expect(sinceOf(word, asked)).toBeNull()
  })
})
