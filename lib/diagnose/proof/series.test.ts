import { expect, test } from 'vitest'
import { recordedLink } from '#lib/poll/recordedLink.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import { proofOf } from './proofOf.ts'

/** The firewall was opened at 60 s and shut again at 180 s (lib/fake/lab/series/fixed/events.json). */
const { second, until } = recordedLink('fixed', 'hn-closed', 'lap-hard')

const proofAt = (t: number) =>
  proofOf({
    aim: 'direct',
    appliedAt: second(60.2),
    provenAt: null,
    since: second(-3_600),
    until: second(100_000),
    now: second(t),
    own: {
      stretches: until(t),
      restarts: new Map(),
      startedAt: new Map([[deviceId('hn-closed'), second(0)]]),
    },
    control: { stretches: [], restarts: new Map(), startedAt: new Map() },
    peers: new Map(),
  })

test('the recording is what it should be: on DERP until the firewall opens, direct since then', () => {
  expect(until(255).map(({ kind }) => kind)).toEqual(['derp', 'direct'])
})

test.each([61, 70, 120, 179, 181, 200, 255])(
  'at %i s: not proven yet, with a count, and never came back',
  t => {
    const proof = proofAt(t)
    expect(proof.state).toBe('not_proven')
    expect(proof.why).toContain('0 of 20 sessions')
    // The session from before counts for "before", by the path it had until then.
    expect(proof.before).toMatchObject({ sessions: 1, good: 0 })
  },
)
