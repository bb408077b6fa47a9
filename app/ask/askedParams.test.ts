import { describe, expect, test } from 'vitest'
import { askedParams } from './askedParams.ts'
import { chosen } from './chosen.ts'
import { rangeOf } from './rangeOf.ts'

describe('what an address may ask with', () => {
  test('known parameters pass; those of the page itself are left to it', () => {
    expect(askedParams({ from: '6h', zone: 'UTC', sort: 'derp', name: 'api' })).toEqual({
      ok: true,
      params: { from: '6h', name: 'api' },
    })
  })

  test('an empty one counts as absent', () => {
    expect(askedParams({ from: '', to: '' })).toEqual({ ok: true, params: {} })
  })

  test.each([
    ['from', { from: '9'.repeat(41) }],
    ['cluster', { cluster: 'c'.repeat(254) }],
    ['most', { most: '-1' }],
    ['most', { most: '1e9' }],
    ['device', { device: 'n1\0' }],
  ])('“%s” of an odd shape is refused by its name', (field, search) => {
    expect(askedParams(search)).toMatchObject({ ok: false, why: expect.stringContaining(`“${field}”`) })
  })
})

describe('the range of a page', () => {
  test.each([
    ['the default', {}, { ok: true, params: {} }],
    ['a length', { from: '7d', zone: 'UTC' }, { ok: true, params: { from: '7d' } }],
    ['the first of two', { from: ['1h', '6h'] }, { ok: true, params: { from: '1h' } }],
    [
      'nonsense',
      { from: 'yesterday' },
      { ok: false, why: expect.stringContaining('“yesterday” is no range') },
    ],
    [
      'an end before its start',
      { from: '2026-11-20 14:00', to: '2026-11-20 13:00' },
      { ok: false, why: expect.any(String) },
    ],
  ])('%s', (_, search, range) => {
    expect(rangeOf(search)).toEqual(range)
  })
})

describe('what a reader chose before', () => {
  const cookies = (held: Record<string, string>) => ({
    get: (name: string) => (held[name] === undefined ? undefined : { value: held[name] }),
  })
  test.each([
    [{}, { theme: 'system', zone: 'UTC' }],
    [
      { theme: 'dark', zone: 'Europe/Berlin' },
      { theme: 'dark', zone: 'Europe/Berlin' },
    ],
    [
      { theme: '"><script>', zone: 'Mars/Olympus' },
      { theme: 'system', zone: 'UTC' },
    ],
  ])('%o', (held, choice) => {
    expect(chosen(cookies(held))).toEqual(choice)
  })
})
