import { describe, expect, test } from 'vitest'
import { type LookMemory, type LookReason, statusWish } from './statusWish.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 10, minutes))

/** Looked at 10:00, metrics answer, nothing relayed, nothing moved. */
const quiet: LookMemory = {
  lookedAt: at(0),
  failed: false,
  relayed: false,
  metricsAnswer: true,
  derpGrew: false,
  mixChanged: false,
  restarted: false,
  objectChanged: false,
}

const cases: [string, Partial<LookMemory>, minute: number, LookReason | null][] = [
  ['a pod never looked at', { lookedAt: null }, 1, 'first'],
  ['quiet, and metrics say so', {}, 1, null],
  ['quiet for 14 minutes', {}, 14, null],
  ['quiet for 15 minutes', {}, 15, 'sweep'],
  ['quiet, but no metrics to tell', { metricsAnswer: false }, 1, 'interval'],
  ['bytes went by DERP', { derpGrew: true }, 1, 'derp_grew'],
  ['direct bytes began or ceased', { mixChanged: true }, 1, 'mix_changed'],
  ['something was relayed at the last look', { relayed: true }, 1, 'relayed'],
  ['tailscaled restarted', { restarted: true, derpGrew: true }, 1, 'restarted'],
  ['its object changed', { objectChanged: true }, 1, 'object_changed'],
  ['the last look failed', { failed: true }, 1, 'retry'],
  ['looked at in this very slot', { derpGrew: true, restarted: true }, 0, null],
]

describe('an exec is spent where it tells something', () => {
  test.each(cases)('%s', (_, memory, minute, reason) => {
    expect(statusWish({ ...quiet, ...memory }, at(minute), 900)).toBe(reason)
  })
})
