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

describe('changes are told since an answer before', () => {
  test.each([
    ['of a moment ago', '747:747:-', -5_000],
    ['while transactions ran', '747:750:747,749-', -5_000],
    ['nearly a bar ago', '747:747:-', 1 - hour],
  ])('%s', (_, mark, age) => {
    const since = sinceOf(`${mark}${noon + age}`, asked)
    expect(since && sinceWord(since)).toBe(`${mark}${noon + age}`)
  })
})

describe('all is told', () => {
  test.each([
    ['where nothing is asked', undefined],
    ['a bar after all was told', `747:747:-${noon - hour}`],
    ['of an answer of tomorrow', `747:747:-${noon + hour}`],
    ['of a word without a moment', '747:747:'],
    ['of transactions the wrong way round', `9:1:-${noon}`],
    ['of one that ran before the first', `5:9:4-${noon}`],
    ['of one that had not begun', `5:9:9-${noon}`],
    ['of those out of order', `5:9:7,6-${noon}`],
    ['of no transaction', `0:0:-${noon}`],
    ['of more than there can be', `1:9999999999999999999:-${noon}`],
    ['of something else', `1;drop table target-${noon}`],
  ])('%s', (_, word) => {
    expect(sinceOf(word, asked)).toBeNull()
  })
})
