import { expect, test } from 'vitest'
import { execRoom } from './execRoom.ts'

const cases: [limitMiB: number | null, allowed: 'yes' | 'no'][] = [
  [null, 'yes'],
  [32, 'no'],
  [64, 'no'],
  [103, 'no'],
  [104, 'yes'],
  [256, 'yes'],
]

test.each(cases)('a limit of %s MiB: exec allowed %s', (limit, allowed) => {
  expect(execRoom(limit === null ? null : limit * 1024 * 1024).allowed).toBe(allowed)
})
