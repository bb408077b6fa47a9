import { expect, test } from 'vitest'
import { cilium } from '#lib/diagnose/builders/clusters.ts'
import { tailscalePod } from '#lib/diagnose/builders/subject.ts'
import { diagnose } from '#lib/diagnose/diagnose.ts'
import type { Flip } from '#lib/tailnet/history.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import { unreadTailnet } from './devicesJob.ts'
import { diagnoseInput } from './diagnoseInput.ts'
import { newPodMemory } from './podMemory.ts'

const facts = cilium({})
const pod = tailscalePod(facts)
const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 3, minute))
const flip = (peer: string, minute: number, back = false): Flip => ({
  target: pod.target,
  cluster: facts.id,
  peer: deviceId(peer),
  peerName: 'laptop',
  at: at(minute),
  from: back ? 'derp' : 'direct',
  to: back ? 'direct' : 'derp',
  trafficSeconds: 60,
})

const inputOf = (more: Partial<Parameters<typeof diagnoseInput>[0]> = {}) =>
  diagnoseInput({
    watch: { facts, factsAt: at(1) },
    memory: { ...newPodMemory(pod), match: { device: deviceId('n-self'), method: 'exec' } },
    clusters: [],
    tailnet: { ...unreadTailnet(), devicesAt: at(2), policyAt: null },
    pods: [],
    links: ['n-a', 'n-b'].map(peer => ({
      observer: deviceId('n-self'),
      pod: pod.uid,
      peer: deviceId(peer),
      peerName: 'laptop',
      path: { kind: 'derp' as const, region: null },
      since: at(0),
      idleSince: null,
    })),
    flips: [flip('n-a', 1), flip('n-a', 2, true), flip('n-a', 3), flip('n-b', 3)],
    pings: [],
    ...more,
  })

test('of two peers with one name each has its own flips', () => {
  expect(inputOf().flips).toEqual([
    { peer: 'n-a', changes: 3, from: at(1), to: at(3) },
    { peer: 'n-b', changes: 1, from: at(3), to: at(3) },
  ])
  const flapping = diagnose(inputOf()).findings.filter(({ code }) => code === 'path-flapping')
  expect(flapping.map(({ subject }) => subject.kind === 'link' && subject.peer)).toEqual(['n-a'])
})

test('each source has the time at which it was read, and one that was not has none', () => {
  expect(inputOf().readAt).toEqual({ kubernetes: at(1), tailscale_api: at(2) })
})
