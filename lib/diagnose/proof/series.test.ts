import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toStatusReading } from '#lib/collect/tailscaled/toStatusReading.ts'
import { closed, firstSeen, followLink } from '#lib/store/round/followLink.ts'
import type { Link } from '#lib/store/round/observer.ts'
import { classify, type LastAnswer, rememberAnswer } from '#lib/tailnet/classify.ts'
import type { Stretch } from '#lib/tailnet/fix.ts'
import { clusterId, type DeviceId, derpRegionId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import { proofOf } from './proofOf.ts'
import type { Seen } from './sessionsOf.ts'

/** A recorded link, looked at as the collector does, every 5 s: lib/fake/lab/series/fixed. */
const samples = readFileSync(join(import.meta.dirname, '../../fake/lab/series/fixed/hn-closed.jsonl'), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line) as { t: number; at: number; status: unknown })

const began = new Date(((samples[0]?.at ?? 0) - (samples[0]?.t ?? 0)) * 1000)
const second = (t: number) => new Date(began.getTime() + t * 1000)
const target = targetId({
  cluster: clusterId('c'),
  namespace: 'n',
  kind: 'Deployment',
  name: 'hn-closed',
  ordinal: null,
})

function seenUntil(t: number): Seen {
  let link: Link | null = null
  let last: LastAnswer | null = null
  const spans = []
  for (const sample of samples.filter(each => each.t <= t)) {
    const read = toStatusReading(sample.status, { activeOnly: false })
    if (!read.ok) throw new Error(read.failure.detail)
    const peer = read.value.peers.find(each => each.hostName === 'lap-hard')
    if (!peer) continue
    const at = second(sample.t)
    const path = classify(peer, last, at, () => derpRegionId(1))
    last = rememberAnswer(peer, last, at)
    if (link === null) {
      const whom = { observer: 'hn-closed', peer: peer.device, target, podUid: 'p', peerName: peer.hostName }
      link = firstSeen(whom, path, at)
      continue
    }
    const followed = followLink(link, path, at)
    spans.push(...followed.spans)
    link = followed.link
  }
  const running = link
    ? closed(link, second(t), 'changed').map(span => ({ ...span, endedAt: null, endedBy: null }))
    : []
  const stretches = [...spans, ...running].map(
    (span): Stretch => ({
      target,
      observer: deviceId(span.observer),
      peer: deviceId(span.peer),
      peerName: span.peerName,
      kind: span.path.kind as Stretch['kind'],
      startedAt: span.startedAt,
      endedAt: span.endedAt,
      endedBy: span.endedBy,
      trafficSeconds: span.trafficSeconds,
    }),
  )
  const pod: ReadonlyMap<DeviceId, Date> = new Map([[deviceId('hn-closed'), second(0)]])
  return { stretches, restarts: new Map(), startedAt: pod }
}

/** The firewall was opened at 60 s and shut again at 180 s (events.json). */
const proofAt = (t: number) =>
  proofOf({
    aim: 'direct',
    appliedAt: second(60.2),
    provenAt: null,
    since: second(-3_600),
    until: second(100_000),
    now: second(t),
    own: seenUntil(t),
    control: { stretches: [], restarts: new Map(), startedAt: new Map() },
    peers: new Map(),
  })

test('the recording is what it should be: on DERP until the firewall opens, direct since then', () => {
  expect(seenUntil(255).stretches.map(({ kind }) => kind)).toEqual(['derp', 'direct'])
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
