import { expect, test } from 'vitest'
import { saidAt } from './saidAt.ts'

const now = new Date('2026-11-24T10:00:00Z')

test.each([
  ['a line of a minute ago', new Date('2026-11-24T09:59:00Z'), new Date('2026-11-24T09:59:00Z')],
  ['one that says no time', null, now],
  ['one of tomorrow: what is true from then on could not end before', new Date('2026-11-25T10:00:00Z'), now],
  ['one of a year that Postgres does not know', new Date('+275760-01-01T00:00:00Z'), now],
])('%s', (_, said, at) => {
  expect(saidAt(said, now)).toEqual(at)
})
