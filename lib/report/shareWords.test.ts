import { describe, expect, test } from 'vitest'
import type { ShareBlock, ShareName } from '#lib/report/sharesView.ts'
import { shareChange, shareValue } from './shareWords.ts'

const hour = 3_600_000
const block = (name: ShareName, change: number | null): ShareBlock => ({
  name,
  parts: { direct: 1, peer_relay: 0, derp: 1 },
  percents: null,
  change,
  series: { points: [], holes: [], stepMs: 1, isLastOpen: false },
})

describe('how a share stands against before', () => {
  test.each([
    ['links', -4, '4 links fewer than an hour ago'],
    ['links', 1, '1 link more than an hour ago'],
    ['links', 0, 'as many as an hour ago'],
    ['time', -1.2, '1.2 points below the 6 h before'],
    ['bytes', 1, '1 point above the 6 h before'],
    ['bytes', null, ''],
  ] as const)('%s, %s', (name, change, words) => {
    expect(shareChange(block(name, change), 0, 6 * hour)).toBe(words)
  })
})

test.each([
  ['links', { direct: 48, peer_relay: 8, derp: 49 }, '48'],
  ['time', { direct: 1, peer_relay: 0, derp: 999 }, '<1 %'],
  ['time', { direct: 0, peer_relay: 0, derp: 0 }, '–'],
  ['bytes', { direct: 1536, peer_relay: 0, derp: 0 }, '1.5 KiB'],
] as const)('%s as words', (name, parts, words) => {
  expect(shareValue(name, parts, 'direct')).toBe(words)
})

test('bytes of which none were counted are a dash, never 0 B', () => {
  const nothing = { direct: 0, peer_relay: 0, derp: 0 }
  expect(shareValue('bytes', nothing, 'derp')).toBe('–')
  expect(shareValue('bytes', { ...nothing, direct: 1024 }, 'derp')).toBe('0 B')
})
