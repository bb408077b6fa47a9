import { expect, test } from 'vitest'
import { linkState } from './link.ts'
import type { Member } from './member.ts'
import type { Segment } from './timeline.ts'
import { timeline } from './timeline.ts'

const talk = (at: number, session: number): Segment => ({
  at,
  course: 'settled',
  active: true,
  online: true,
  rx: 10,
  tx: 10,
  session,
})
const rest = (at: number, session: number): Segment => ({
  at,
  course: 'idle',
  active: false,
  online: true,
  rx: 0,
  tx: 0,
  session,
  wroteUntil: at,
})
/** Talks for 100 s, rests for 200, talks for 100, rests for 500, talks again. */
const line = timeline(86_400, [talk(0, 0), rest(100, 0), talk(300, 300), rest(400, 300), talk(900, 900)])

// Days since the epoch begin with the line's period.
const begin = 86_400 * 20_000
const route = { kind: 'derp' } as const
// The peer's own facts decide nothing about counters.
const link = { peer: {} as Member, line, series: null }

test.each([
  ['in the first session', 50, 500],
  ['in a pause of less than five minutes', 200, 1000],
  ['after that pause the counters go on', 350, 1500],
  ['in the first minutes of a long pause', 600, 2000],
  ['after five idle minutes the peer left the engine', 701, 0],
  ['in the very second in which the next session begins', 900, 0],
  ['and its counters begin anew with it', 910, 100],
])('%s', (_, second, bytes) => {
  expect(linkState(link, '', route, begin, begin + second)).toMatchObject({ rxBytes: bytes, txBytes: bytes })
})
