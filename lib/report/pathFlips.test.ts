import { expect, test } from 'vitest'
import type { SpanSeen } from '#lib/tailnet/history.ts'
import { derpRegionId, deviceId } from '#lib/tailnet/ids.ts'
import type { Path } from '#lib/tailnet/path.ts'
import { pathFlips } from './pathFlips.ts'

const paths: Record<string, Path> = {
  direct: { kind: 'direct', family: 'ipv4', endpoint: '203.0.113.1:1' },
  'direct elsewhere': { kind: 'direct', family: 'ipv4', endpoint: '203.0.113.1:2' },
  nyc: { kind: 'derp', region: derpRegionId(1) },
  fra: { kind: 'derp', region: derpRegionId(4) },
  idle: { kind: 'idle' },
  unknown: { kind: 'unknown', why: 'source_failed' },
}

/** "direct 5, nyc 3": each path with its minutes, one after the other; "!" behind it is a hole that follows. */
function spansOf(words: string): SpanSeen[] {
  let minute = 0
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 12, minutes))
  return words.split(', ').map(word => {
    const [, name = '', minutes = '0', hole] = /^(.+) (\d+)(!?)$/.exec(word) ?? []
    const from = minute
    minute += Number(minutes)
    return {
      observer: deviceId('a'),
      peer: deviceId('b'),
      peerName: 'b',
      path: paths[name] ?? { kind: 'idle' },
      startedAt: at(from),
      endedAt: at(minute),
      endedBy: hole ? 'gap' : 'changed',
      reason: null,
    }
  })
}

test.each<[string, string[]]>([
  ['direct 5, nyc 3', ['direct to derp, 0 s of pause']],
  ['nyc 5, idle 7, nyc 3', []],
  ['nyc 5, idle 7, direct 3', ['derp to direct, 420 s of pause']],
  ['nyc 5, fra 3', ['derp to derp, 0 s of pause']],
  ['direct 5, direct elsewhere 3', []],
  ['nyc 5!, direct 3', []],
  ['nyc 5, unknown 2, direct 3', []],
  ['direct 1, nyc 1, direct 1', ['direct to derp, 0 s of pause', 'derp to direct, 0 s of pause']],
  ['idle 9', []],
])('%s', (spans, flips) => {
  const found = pathFlips(spansOf(spans).toReversed())
  expect(
    found.map(
      ({ from, to, pausedMs }) => `${from.path.kind} to ${to.path.kind}, ${pausedMs / 1000} s of pause`,
    ),
  ).toEqual(flips)
})
