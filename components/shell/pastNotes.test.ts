import { expect, test } from 'vitest'
import { pastNotes } from './pastNotes.ts'

const now = Date.UTC(2026, 10, 25, 12)

test.each([
  ['a live page says nothing', '/', null, []],
  ['all of the overview is told as it was', '/', '2026-11-25T11:00Z', []],
  ['fixes have no history', '/fixes', '2026-11-25T11:00Z', [/Fixes .* known now/]],
  ['nor has the make of a cluster; the list of them has', '/clusters', '2026-11-25T11:00Z', []],
  ['what a cluster is made of', '/clusters/eks', '2026-11-25T11:00Z', [/made of/]],
  ['diagnosis of three weeks ago is gone', '/', '2026-11-04T11:00Z', [/kept for 14 days/]],
  ['just after its end', '/matrix', '2026-11-25T11:59:30Z', [/under way/]],
  ['an end that cannot be read is the page’s to say', '/', 'soon', []],
])('%s', (_, pathname, to, notes) => {
  const told = pastNotes({ pathname, to, now })
  expect(told).toHaveLength(notes.length)
  for (const [index, note] of notes.entries()) expect(told[index]).toMatch(note)
})
