import { describe, expect, test } from 'vitest'
import type { CollectorRun, TailnetStanding } from '#lib/tailnet/standing.ts'
import { silenceGap } from './silenceGap.ts'
import { standingView } from './standingView.ts'

const noon = (seconds = 0) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds))
const run = (heartbeat: Date, stopped: Date | null = null): CollectorRun => ({
  id: 'r',
  startedAt: noon(-9_000),
  heartbeatAt: heartbeat,
  stoppedAt: stopped,
  version: '0.1.0',
})
const standing = (collector: CollectorRun | null, extra: Partial<TailnetStanding> = {}): TailnetStanding => ({
  mode: 'real',
  name: 'lab.ts.net',
  createdAt: noon(-9_000),
  clusters: [],
  targets: 3,
  judged: 3,
  links: { seen: 0, active: 0 },
  lastRoundAt: noon(-5),
  keptSince: null,
  collector,
  failing: [],
  regions: [],
  ...extra,
})
const banner = (collector: CollectorRun | null, extra: Partial<TailnetStanding> = {}) =>
  standingView(standing(collector, extra), noon()).banner

describe('a collector that no longer speaks', () => {
  test.each([
    ['lives', run(noon(-4)), null],
    ['is one heartbeat late', run(noon(-20)), null],
    ['fell silent', run(noon(-120)), { startedAt: noon(-120), reason: 'the collector is silent' }],
    ['was stopped', run(noon(-9), noon(-8)), { startedAt: noon(-8), reason: 'the collector was stopped' }],
  ])('%s', (_, newest, gap) => {
    const found = silenceGap(newest, noon())
    if (gap) expect(found).toMatchObject({ ...gap, subject: { kind: 'all' }, endedAt: null })
    else expect(found).toBeNull()
    expect(banner(newest)?.level ?? null).toBe(gap ? 'critical' : null)
  })

  test('none at all leaves no gap, and is said to be none', () => {
    expect(silenceGap(undefined, noon())).toBeNull()
    expect(banner(null)?.strong).toBe('Nothing is measured yet.')
  })

  test('the demo that still lives through its past is not silent', () => {
    const past = run(noon(-7_000))
    const born = { createdAt: noon(-30) }
    expect(banner(past, { mode: 'demo', ...born })).toMatchObject({
      level: 'warning',
      strong: 'The demo’s history is being made.',
      since: noon(-7_000).getTime(),
    })
    expect(banner(past, { mode: 'demo' })?.level).toBe('critical')
    expect(banner(past, born)?.level).toBe('critical')
  })
})
