import { describe, expect, test } from 'vitest'
import { causeTitle } from '#lib/report/causeTitle.ts'
import { type CauseCode, catalogue, causeByCode } from './causes/catalogue.ts'
import { howSure } from './causes/howSure.ts'
import { remedyWords } from './remedies/remedyWords.ts'

const codes = Object.keys(catalogue) as CauseCode[]

describe.each(codes)('%s', code => {
  const cause = catalogue[code]

  test('has a title that is a sentence without a full stop, and a meaning of two or three', () => {
    expect(cause.title).toMatch(/^([A-Z]|tailscaled ).*[^.]$/)
    const sentences = cause.means.split(/[.?!](?:\s|$)/).filter(part => part.trim() !== '')
    expect(sentences.length).toBeGreaterThanOrEqual(2)
    expect(sentences.length).toBeLessThanOrEqual(4)
  })

  test('says what would disprove it, and is silenced by causes that there are', () => {
    expect(cause.disproof).toMatch(/\.$/)
    expect(cause.silencedBy.filter(other => causeByCode(other) === null)).toEqual([])
    expect(cause.silencedBy).not.toContain(code)
  })

  test('names remedies by their ids, and pages over https', () => {
    expect(cause.remedies.filter(id => !/^r-[a-z0-9-]+$/.test(id))).toEqual([])
    expect(cause.links.filter(link => !link.startsWith('https://'))).toEqual([])
    expect(cause.links.length).toBeGreaterThan(0)
  })
})

test('every remedy that a cause names can be read of, and no other', () => {
  const named = new Set(codes.flatMap(code => [...catalogue[code].remedies]))
  expect([...named].sort()).toEqual(Object.keys(remedyWords).sort())
})

test('a cause that is never certain says what would make it surer', () => {
  const lacking = codes.filter(code => !howSure[code].certain && catalogue[code].surer.length === 0)
  // It says so itself, from the case at hand.
  expect(lacking).toEqual(['undetermined'])
})

test('no two causes silence each other', () => {
  const pairs = codes.flatMap(code =>
    catalogue[code].silencedBy
      .filter(other => causeByCode(other)?.silencedBy.includes(code))
      .map(other => [code, other]),
  )
  expect(pairs).toEqual([])
})

test('a code from outside', () => {
  expect(causeTitle('l2-aws-natgw')).toBe(catalogue['l2-aws-natgw'].title)
  expect(causeTitle('of-an-older-version')).toBe('of-an-older-version')
  expect(causeByCode('constructor')).toBeNull()
})
