import { describe, expect, test } from 'vitest'
import type { FixState, Stretch } from '#lib/tailnet/fix.ts'
import { clusterId, type DeviceId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import type { PeerNetwork } from './groupOf.ts'
import { type Evidence, proofOf } from './proofOf.ts'
import type { Seen } from './sessionsOf.ts'

const applied = Date.UTC(2026, 10, 20, 12)
const hours = (count: number) => new Date(applied + count * 3_600_000)
const target = (name: string) =>
  targetId({ cluster: clusterId('c1'), namespace: 'n', kind: 'Deployment', name, ordinal: null })

const lap = (nat: PeerNetwork['mappingVaries'], address: string): PeerNetwork => ({
  mappingVaries: nat,
  udp: 'yes',
  publicAddresses: [address],
})
const peers = new Map<DeviceId, PeerNetwork>([
  [deviceId('p1'), lap('yes', '203.0.113.1')],
  [deviceId('p2'), lap('yes', '203.0.113.2')],
  [deviceId('p3'), lap('no', '203.0.113.3')],
  [deviceId('q1'), lap('yes', '198.51.100.1')],
  [deviceId('q2'), lap('yes', '198.51.100.2')],
  [deviceId('q3'), lap('yes', '198.51.100.3')],
])

interface Run {
  who?: string
  /** Hour of the first session; one follows each 15 minutes, each with the next peer. */
  from: number
  direct?: number
  derp?: number
  peerRelay?: number
  on?: string[]
}

/** Sessions of 5 minutes with an hour's quarter between them, direct and relayed ones mixed evenly. */
function run({
  who = 'api',
  from,
  direct = 0,
  derp = 0,
  peerRelay = 0,
  on = ['p1', 'p2', 'p3'],
}: Run): Stretch[] {
  const kinds = [
    ...Array.from({ length: direct }, () => 'direct' as const),
    ...Array.from({ length: peerRelay }, () => 'peer_relay' as const),
    ...Array.from({ length: derp }, () => 'derp' as const),
  ]
  return kinds.map((kind, index) => {
    const startedAt = hours(from + ((index * 7) % kinds.length) / 4)
    return {
      target: target(who),
      observer: deviceId(who),
      peer: deviceId(on[index % on.length] ?? ''),
      peerName: '',
      kind,
      way: kind,
      startedAt,
      endedAt: new Date(startedAt.getTime() + 300_000),
      endedBy: 'changed',
      trafficSeconds: 300,
    }
  })
}

/** A first look at the observer, so that all other sessions are seen to begin. */
const firstLook = (who = 'api'): Stretch[] =>
  run({ who, from: -100, derp: 1, on: ['other'] }).map(each => ({ ...each, endedBy: 'changed' }))
const seen = (...runs: Stretch[][]): Seen => ({
  stretches: [...firstLook(), ...firstLook('db'), ...runs.flat()],
  restarts: new Map(),
  startedAt: new Map(),
})

const evidence = (own: Seen, more: Partial<Evidence> = {}): Evidence => ({
  aim: 'direct',
  appliedAt: hours(0),
  provenAt: null,
  since: hours(-48),
  until: hours(1_000),
  now: hours(200),
  own,
  control: seen(),
  peers,
  ...more,
})

const lost = { from: -20, derp: 24 }
const mended = { from: 1, direct: 20 }

describe('what sessions say of a fix', () => {
  const rows: { scene: string; own: Run[]; more?: Partial<Evidence>; state: FixState; why: RegExp }[] = [
    { scene: 'nothing since', own: [lost], state: 'not_proven', why: /0 of 20 sessions.*0 of 3 peers/ },
    {
      scene: '7 sessions, all direct',
      own: [lost, { from: 1, direct: 7 }],
      state: 'not_proven',
      why: /7 of 20 sessions/,
    },
    {
      scene: '19 of 20',
      own: [lost, { from: 1, direct: 19 }],
      state: 'not_proven',
      why: /19 of 20/,
    },
    {
      scene: '30 sessions, but all on two peers',
      own: [lost, { from: 1, direct: 30, on: ['p1', 'p2'] }],
      state: 'not_proven',
      why: /20 of 20 sessions.*2 of 3 peers/,
    },
    {
      scene: '20 of 20 direct, none before',
      own: [lost, mended],
      state: 'proven',
      why: /too few sessions since/,
    },
    {
      scene: 'half of them, none before',
      own: [lost, { from: 1, direct: 12, derp: 12 }],
      state: 'proven',
      why: /Proven/,
    },
    {
      scene: 'an edit that changes nothing',
      own: [lost, { from: 1, derp: 24 }],
      state: 'no_effect',
      why: /no better/,
    },
    {
      scene: 'direct before and after',
      own: [
        { from: -20, direct: 24 },
        { from: 1, direct: 24 },
      ],
      state: 'no_effect',
      why: /no better/,
    },
    {
      scene: 'a little better, as chance may have it',
      own: [
        { from: -20, direct: 3, derp: 21 },
        { from: 1, direct: 5, derp: 19 },
      ],
      state: 'no_effect',
      why: /no better/,
    },
    {
      scene: 'worse',
      own: [
        { from: -20, direct: 24 },
        { from: 1, derp: 24 },
      ],
      state: 'no_effect',
      why: /Fewer/,
    },
    { scene: 'nothing before', own: [mended], state: 'not_proven', why: /nothing to compare/ },
    {
      scene: 'other peers than before, of other networks but the same kind of NAT',
      own: [lost, { from: 1, direct: 21, on: ['q1', 'q2', 'q3'] }],
      state: 'proven',
      why: /Proven/,
    },
    {
      scene: 'only the mix of peers changed: easy ones were direct before, hard ones are not direct now',
      own: [
        { from: -30, direct: 4, on: ['p3'] },
        { from: -20, derp: 40, on: ['p1', 'p2'] },
        { from: 1, direct: 40, on: ['p3'] },
        { from: 20, derp: 4, on: ['p1', 'p2'] },
      ],
      state: 'no_effect',
      why: /no better/,
    },
    {
      scene: 'a peer relay is not direct',
      own: [lost, { from: 1, peerRelay: 24 }],
      state: 'no_effect',
      why: /no better/,
    },
    {
      scene: 'a peer relay, where that is what was meant',
      own: [lost, { from: 1, peerRelay: 24 }],
      more: { aim: 'off_derp' },
      state: 'proven',
      why: /Proven/,
    },
    {
      scene: 'the untouched got better by as much',
      own: [lost, mended],
      more: {
        control: seen(run({ who: 'db', from: -20, derp: 24 }), run({ who: 'db', from: 1, direct: 24 })),
      },
      state: 'no_effect',
      why: /not touched got better/,
    },
    {
      scene: 'the untouched stayed as they were',
      own: [lost, mended],
      more: { control: seen(run({ who: 'db', from: -20, derp: 24 }), run({ who: 'db', from: 1, derp: 24 })) },
      state: 'proven',
      why: /Proven/,
    },
    {
      scene: 'too few untouched sessions decide nothing',
      own: [lost, mended],
      more: { control: seen(run({ who: 'db', from: -20, derp: 2 }), run({ who: 'db', from: 1, direct: 2 })) },
      state: 'proven',
      why: /Proven/,
    },
    {
      scene: 'another change followed after 7 sessions',
      own: [lost, { from: 1, direct: 7 }, { from: 10, direct: 20 }],
      more: { until: hours(5) },
      state: 'not_proven',
      why: /7 of 20/,
    },
    {
      scene: 'proven, and holds',
      own: [lost, mended, { from: 30, direct: 24 }],
      more: { provenAt: hours(8) },
      state: 'proven',
      why: /still go so/,
    },
    {
      scene: 'proven, and 5 sessions on DERP since',
      own: [lost, mended, { from: 30, derp: 5 }],
      more: { provenAt: hours(8) },
      state: 'proven',
      why: /too few/,
    },
    {
      scene: 'proven, and then as before',
      own: [lost, mended, { from: 30, direct: 40 }, { from: 60, derp: 24 }],
      more: { provenAt: hours(8) },
      state: 'came_back',
      why: /as they were before/,
    },
    {
      scene: 'the same, looked at for the first time when all is over',
      own: [lost, mended, { from: 30, direct: 40 }, { from: 60, derp: 24 }],
      state: 'came_back',
      why: /as they were before/,
    },
    {
      scene: 'came back, and so many since that they outweigh what was proven',
      own: [lost, mended, { from: 30, derp: 90 }],
      state: 'came_back',
      why: /as they were before/,
    },
    {
      scene: 'came back, and mended again',
      own: [lost, mended, { from: 30, derp: 24 }, { from: 60, direct: 24 }],
      more: { provenAt: hours(8) },
      state: 'proven',
      why: /still go so/,
    },
    {
      scene: 'proven, then half as good: worse than it was, better than before',
      own: [lost, mended, { from: 30, direct: 12, derp: 12 }],
      more: { provenAt: hours(8) },
      state: 'proven',
      why: /still go so/,
    },
  ]
  test.each(rows)('$scene: $state', ({ own, more, state, why }) => {
    const proof = proofOf(evidence(seen(...own.map(run)), more))
    expect(proof.why).toMatch(why)
    expect(proof.state).toBe(state)
  })

  test('a session that began before the change is no proof, however long it is direct after it', () => {
    const long = Array.from({ length: 30 }, (_, index): Stretch[] => {
      const link = {
        target: target('api'),
        observer: deviceId('api'),
        peer: deviceId(`p${(index % 3) + 1}`),
        peerName: '',
      }
      const start = hours(-30 + index)
      return [
        {
          ...link,
          kind: 'derp',
          way: 'derp',
          startedAt: start,
          endedAt: hours(0),
          endedBy: 'changed',
          trafficSeconds: 600,
        },
        {
          ...link,
          kind: 'direct',
          way: 'direct',
          startedAt: hours(0),
          endedAt: null,
          endedBy: null,
          trafficSeconds: 9_000,
        },
      ]
    })
    // Each on a device of its own, as 30 pods would have them.
    const own = long.flatMap((pair, index) =>
      pair.map(stretch => ({ ...stretch, observer: deviceId(`api-${index}`) })),
    )
    const startedAt = new Map(own.map(({ observer, startedAt: at }) => [observer, at]))
    const proof = proofOf(evidence({ stretches: own, restarts: new Map(), startedAt }))
    expect(proof.fresh).toEqual({ sessions: 0, peers: 0 })
    expect(proof.before).toMatchObject({ sessions: 30, good: 0 })
    expect(proof.state).toBe('not_proven')
  })

  test('groups are named, with what was counted in each', () => {
    const { groups } = proofOf(evidence(seen(run(lost), run(mended))))
    expect(groups.map(({ name, after }) => [name, after.sessions])).toEqual([
      ['easy NAT, 203.0.113.3', 6],
      ['hard NAT, 203.0.113.1', 7],
      ['hard NAT, 203.0.113.2', 7],
    ])
  })
})
