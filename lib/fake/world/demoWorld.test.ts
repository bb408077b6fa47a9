import { beforeAll, describe, expect, test } from 'vitest'
import { parseMetrics } from '#lib/collect/tailscaled/parseMetrics.ts'
import { toStatusReading } from '#lib/collect/tailscaled/toStatusReading.ts'
import { classify, type LastAnswer, rememberAnswer } from '#lib/tailnet/classify.ts'
import { derpRegionId } from '#lib/tailnet/ids.ts'
import { demoWorld } from './demoWorld.ts'
import { hold } from './heldCluster.ts'
import { isTailscalePod } from './presences.ts'

const noon = new Date('2026-11-24T12:00:00Z')
const stepSeconds = 120
const steps = 6 * 30

interface Watched {
  pod: string
  /** Path kinds with their family in order, by peer. */
  paths: Map<string, string[]>
  /** The largest growth of a counter in a step, bytes. */
  mostBytes: number
  /** How often counters began anew. */
  restarts: number
  /** Steps in which nobody answered. */
  silent: number
}

const world = demoWorld({ at: noon })
const held = hold(world)
const pods = world.clusters.flatMap(({ name }) =>
  held
    .pods(name)
    .filter(isTailscalePod)
    .map(pod => ({ name, pod })),
)
let watched: Watched[] = []

/** Six hours of a pod as the collector sees them: who is active and the counters each two minutes, all peers at first. */
function watch({ name, pod }: (typeof pods)[number]): Watched {
  const seen: Watched = { pod: pod.metadata.name, paths: new Map(), mostBytes: 0, restarts: 0, silent: 0 }
  const answers = new Map<string, LastAnswer>()
  let before = new Map<string, number>()
  for (let step = 0; step < steps; step++) {
    const at = new Date(noon.getTime() + step * stepSeconds * 1000)
    const voice = world.voice(name, pod, held.live, at)
    const activeOnly = step > 0
    const text = voice?.statusJson({ activeOnly, peers: true })
    const status = text === undefined ? null : toStatusReading(JSON.parse(text), { activeOnly })
    const metrics = voice && parseMetrics(voice.metricsText())
    if (!status?.ok || !metrics?.ok) {
      seen.silent += 1
      continue
    }
    for (const peer of status.value.peers) {
      const last = answers.get(peer.device) ?? null
      const path = classify(peer, last, at, () => derpRegionId(1))
      answers.set(peer.device, rememberAnswer(peer, last, at))
      const kinds = seen.paths.get(peer.hostName) ?? []
      const kind = path.kind === 'direct' ? `direct ${path.family}` : path.kind
      if (kinds.at(-1) !== kind) seen.paths.set(peer.hostName, [...kinds, kind])
    }
    const now = new Map(
      metrics.value.counters.map(counter => [`${counter.path} ${counter.direction}`, counter.bytes]),
    )
    const growth = [...now].map(([label, bytes]) => bytes - (before.get(label) ?? bytes))
    if (growth.some(bytes => bytes < 0)) seen.restarts += 1
    else seen.mostBytes = Math.max(seen.mostBytes, ...growth)
    before = now
  }
  return seen
}

beforeAll(() => {
  watched = pods.map(watch)
}, 60_000)

describe('six hours of the demo', () => {
  test('forty pods and thirty other devices', () => {
    expect(pods.length).toBeGreaterThanOrEqual(40)
    expect(world.devices(held.live, noon).length - pods.length).toBeGreaterThanOrEqual(30)
  })

  test('every kind of path is there', () => {
    const kinds = new Set(watched.flatMap(({ paths }) => [...paths.values()].flat()))
    expect([...kinds].toSorted()).toEqual(
      ['derp', 'direct ipv4', 'direct ipv6', 'idle', 'no_answer', 'offline', 'peer_relay'].toSorted(),
    )
  })

  test('links flip, and none all the time', () => {
    const flips = watched.flatMap(({ paths }) => [...paths.values()].map(kinds => kinds.length - 1))
    expect(flips.filter(count => count > 0).length).toBeGreaterThan(20)
    expect(Math.max(...flips)).toBeLessThan(60)
  })

  test('counters only grow, but where a tailscaled was restarted, and by no more than a busy link carries', () => {
    const restarted = watched.filter(({ restarts }) => restarts > 0)
    expect(restarted.map(({ pod }) => pod)).toContainEqual(expect.stringMatching(/^cilium-/))
    expect(Math.max(...watched.map(({ restarts }) => restarts))).toBeLessThanOrEqual(2)
    const mostBytesPerSecond = 5_000_000
    expect(Math.max(...watched.map(({ mostBytes }) => mostBytes))).toBeLessThan(
      mostBytesPerSecond * stepSeconds,
    )
  })

  test('hardly a look falls into a restart', () => {
    expect(watched.reduce((sum, { silent }) => sum + silent, 0)).toBeLessThan(10)
  })
})
