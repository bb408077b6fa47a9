import { describe, expect, test } from 'vitest'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { Drop } from '#lib/tailnet/reading.ts'
import { aks, calico, cilium, eks } from './builders/clusters.ts'
import { device, easyNat, hardNat } from './builders/devices.ts'
import { type Saying, seeing, subject } from './builders/subject.ts'
import { causeByCode } from './causes/catalogue.ts'
import { diagnose } from './diagnose.ts'
import type { DiagnoseInput, ObservedFlow } from './input.ts'

/** What is said beside the reason of a relayed link, and what clears the path. */

const easy: Saying = { varies: 'no' }
const hard: Saying = { varies: 'yes' }
const from = new Date('2026-11-23T03:00:00Z')
const to = new Date('2026-11-23T03:05:00Z')
const flow = (derpMbits: number[], drops: Drop[] = []): ObservedFlow => ({ from, to, derpMbits, drops })
const out = (packets: number): Drop => ({ direction: 'out', reason: 'error', packets })
const dropped = (reason: string, packets: number): Drop => ({ direction: 'in', reason, packets })

const relayed = seeing(subject(calico({ natOutgoing: true }), {}, hard, [easyNat(), hardNat()]), {
  hard: 'derp',
})
const direct = seeing(subject(cilium({}), {}, easy, [easyNat()]), { easy: 'direct' })
const told = (input: DiagnoseInput) =>
  diagnose(input).findings.map(({ code, certainty }) => `${code} ${certainty}`)
const beside = (input: DiagnoseInput) =>
  told(input).filter(each => causeByCode(each.split(' ')[0] ?? '')?.role)

describe('does the relay hold the traffic back', () => {
  const flat = [4.1, 4, 4.1, 4.2, 4.1, 4]
  // biome-ignore format: a table is read by its columns
  test.each([
    ['one rate for minutes, and losses', flow(flat, [out(80)]), ['relay-bottleneck likely']],
    ['one rate for minutes', flow(flat), ['relay-bottleneck possible']],
    ['one rate for two looks', flow(flat.slice(0, 3), [out(80)]), []],
    ['one rate, and next to nothing', flow(flat.map(rate => rate / 100)), []],
    ['far more at times, and no losses', flow([2, 1, 1, 9, 1, 2]), ['relay-not-bottleneck likely']],
    ['far more at times, and losses', flow([2, 1, 1, 9, 1, 2], [out(3)]), []],
    ['never much', flow([0.2, 0.1, 0.1, 0.4, 0.1, 0.1]), []],
    ['neither flat nor with a peak', flow([4, 5, 6, 5, 4, 5]), []],
    ['counters that were not read', null, []],
  ])('%s', (_, seen, codes) => {
    expect(beside({ ...relayed, flow: seen })).toEqual(codes)
  })

  test('not where nothing goes through it', () => {
    expect(beside({ ...direct, flow: flow(flat, [out(80)]) })).toEqual([])
  })

  test('that a relay is slow does not say why a link is on it', () => {
    const held = { ...relayed, flow: flow(flat, [out(80)]) }
    const bare = diagnose({
      ...held,
      own: { ...held.own, netInfos: [], endpoints: [] },
      devices: null,
      cluster: null,
      pod: null,
    })
    expect(bare.peers[0]?.causes).toEqual(['undetermined', 'relay-bottleneck'])
  })
})

describe('what is dropped when it has arrived', () => {
  // biome-ignore format: a table is read by its columns
  test.each([
    ['by the policy, lately', { flow: flow([0, 0], [dropped('acl', 12)]) }, ['acl-drops likely']],
    ['by the policy, some time ago', { flow: flow([0, 0]), drops: [dropped('acl', 12)] }, ['acl-drops possible']],
    ['fragments', { drops: [dropped('fragment', 5)] }, ['mtu-fragments possible']],
    ['neither', { drops: [dropped('acl', 0), dropped('multicast', 9), out(3)] }, []],
    ['not read', { drops: null }, []],
  ])('%s', (_, more, codes) => {
    expect(told({ ...direct, ...more })).toEqual(codes)
  })
})

describe('how much goes through DERP', () => {
  const kept = (bytes: number, days: number, restarts = 0): DiagnoseInput => ({
    ...relayed,
    pod: relayed.pod && { ...relayed.pod, startedAt: new Date(to.getTime() - days * 86_400_000), restarts },
    metrics: [{ path: 'derp', direction: 'out', bytes, packets: 1 }],
    metricsAt: to,
  })
  test.each([
    ['little in three days', kept(90_000, 3), ['relayed-but-irrelevant likely']],
    ['much in three days', kept(90_000_000, 3), []],
    ['little in an hour', kept(900, 0.04), []],
    ['little since a restart nobody knows the time of', kept(900, 3, 1), []],
  ])('%s', (_, input, codes) => {
    expect(beside(input)).toEqual(codes)
  })
})

describe('a path that changes', () => {
  const flips = (changes: number) => [{ peer: deviceId('n-easy'), changes, from, to }]
  test('again and again', () => {
    expect(told({ ...direct, flips: flips(3) })).toEqual(['path-flapping certain'])
    expect(told({ ...direct, flips: flips(2) })).toEqual([])
  })
  test('explains a link that should be direct', () => {
    const input = seeing(subject(cilium({}), {}, easy, [easyNat()]), { easy: 'derp' })
    expect(told(input)).toEqual(['expected-direct-but-derp possible'])
    expect(told({ ...input, flips: flips(4) })).toEqual(['path-flapping certain'])
  })
})

describe('a device that is left over', () => {
  const tagged = { tags: ['tag:k8s'] }
  const old = device('api', null, { ...tagged, online: 'no' })
  const fresh = { ...device('api-1', null, tagged), hostname: 'api' }
  const sent = (...devices: (typeof old)[]) =>
    seeing(subject(cilium({}), {}, easy, devices), { api: 'no_answer' })
  test('is told from one that does not answer', () => {
    expect(told(sent(old, fresh))).toEqual(['dev-stale likely'])
    expect(told(sent(old))).toEqual(['no-answer certain'])
  })
  test('but not among people’s machines, nor while it is connected', () => {
    expect(told(sent({ ...old, tags: [] }, { ...fresh, tags: [] }))).toEqual(['no-answer certain'])
    expect(told(sent({ ...old, online: 'yes' }, fresh))).toEqual(['no-answer certain'])
  })
})

describe('what can be done beside making it direct', () => {
  const remedy = (input: DiagnoseInput, id: string) => diagnose(input).remedies.find(each => each.id === id)

  test('a far relay: a region of one’s own, which makes nothing direct', () => {
    const far = {
      ...hardNat('far'),
      connectivity: {
        ...hardNat().connectivity,
        latency: [{ regionName: 'Sydney', ms: 8, preferred: true }],
      } as ReturnType<typeof hardNat>['connectivity'],
    }
    const input = seeing(subject(calico({ natOutgoing: true }), {}, hard, [far]), { far: 'derp' })
    const latencyMs = [
      { region: 1, ms: 10 },
      { region: 5, ms: 210 },
    ] as never
    const told = {
      ...input,
      own: { ...input.own, netInfos: input.own.netInfos.map(each => ({ ...each, latencyMs })) },
      derpMap: [
        { id: 1, code: 'nyc', name: 'New York City' },
        { id: 5, code: 'syd', name: 'Sydney' },
      ],
    }
    expect(diagnose(told).peers[0]?.causes).toEqual(['cni-calico-random', 'both-hard', 'home-derp-distant'])
    expect(remedy(told, 'r-custom-derp')).toMatchObject({ applies: 'unknown', gain: null })
    expect(remedy(input, 'r-custom-derp')).toBeUndefined()
  })

  test('no public node, but a load balancer', () => {
    const input = seeing(subject(eks(), {}, hard, [hardNat()]), { hard: 'derp' })
    const found = remedy(input, 'r-lb-static-endpoint')
    expect(found).toMatchObject({ applies: 'unknown', gain: { derpBefore: 1, derpAfter: 0, directAfter: 1 } })
    expect(found?.patches[0]?.manifest).toContain('statefulset.kubernetes.io/pod-name: api-0')
    expect(found?.patches.at(-1)?.command).toMatch(
      /set env statefulset\/api-0 -c tailscale TS_DEBUG_PRETENDPOINT=/,
    )
    expect(found?.patches[0]?.manifest).toContain('internet-facing')
    const azure = remedy(
      seeing(subject(aks(), {}, hard, [hardNat()]), { hard: 'derp' }),
      'r-lb-static-endpoint',
    )
    expect(azure?.patches.at(-1)?.command).toContain('ingress[0].ip}')
  })

  test.each([
    ['a cluster with public nodes', subject(eks({}, '198.51.100.12'), {}, hard, [hardNat()])],
    ['a cluster outside the clouds', subject(calico({ natOutgoing: true }), {}, hard, [hardNat()])],
    [
      'a proxy of the operator',
      subject(eks(), { parent: { type: 'svc', namespace: 'n', name: 's' } }, hard, [hardNat()]),
    ],
    ['a pod on the host’s network', subject(eks(), { hostNetwork: true }, hard, [hardNat()])],
  ])('no load balancer for %s', (_, input) => {
    expect(remedy(seeing(input, { hard: 'derp' }), 'r-lb-static-endpoint')).toBeUndefined()
  })
})
