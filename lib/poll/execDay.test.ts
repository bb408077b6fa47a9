import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { failed } from '#lib/collect/failed.ts'
import type { ClusterSource } from '#lib/collect/kubernetes/openCluster.ts'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import { clusterId, podUid, targetId } from '#lib/tailnet/ids.ts'
import { changedSubjects } from './changedSubjects.ts'
import { type ClusterWatch, rightsBook } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { metricsJob } from './metricsJob.ts'
import { newPodMemory } from './podMemory.ts'
import type { PollSettings } from './settings.ts'
import { statusJobs } from './statusJobs.ts'

/**
 * What a day costs: the real jobs over a day of stepped slots, with the default intervals and budget, on 500 targets of
 * which 20 are relayed. What a pod answers is text of the lab's form; neither sockets nor the database are in it.
 */
const clusters = 5
const podsEach = 100
const relayedEach = 4
const start = Date.UTC(2026, 10, 24)
const daySeconds = 86_400

const defaults: PollSettings = {
  statusSeconds: 60,
  metricsSeconds: 30,
  sweepSeconds: 900,
  apiSeconds: 300,
  diagnoseSeconds: 5,
  maintainSeconds: 60,
  execsPerSecond: 1,
  concurrency: 8,
  mayExec: () => true,
}

const facts = (cluster: string, number: number): PodFacts => ({
  uid: podUid(`${cluster}-${number}`),
  target: targetId({
    cluster: clusterId(cluster),
    namespace: 'web',
    kind: 'StatefulSet',
    name: 'web',
    ordinal: number,
  }),
  cluster: clusterId(cluster),
  namespace: 'web',
  name: `web-${number}`,
  workload: { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'web', name: 'web' },
  parent: null,
  nodeName: 'node-1',
  podIps: ['10.0.0.1'],
  hostIp: '192.0.2.1',
  hostNetwork: false,
  labels: {},
  annotations: {},
  phase: 'Running',
  startedAt: null,
  container: { name: 'tailscale', image: 'tailscale', args: [], env: [], ports: [], memoryLimitBytes: null },
  hasCli: true,
  socket: null,
  fixedPort: null,
  restarts: 0,
})

const recorded = (JSON.parse as (text: string) => { Peer: Record<string, object> })(
  readFileSync(join(import.meta.dirname, '../fake/lab/base/cilium/status.json'), 'utf8'),
)
const [[key, peer] = ['', {}]] = Object.entries(recorded.Peer)
const statusText = (isRelayed: boolean) => {
  const path = isRelayed ? { CurAddr: '', Relay: 'nyc' } : { CurAddr: '198.51.100.9:41641' }
  return JSON.stringify({ ...recorded, Peer: { [key]: { ...peer, ...path, PeerRelay: '', Active: true } } })
}
const texts = { relayed: statusText(true), direct: statusText(false) }

type Ways = 'metrics' | 'exec only'

interface Day {
  execsPerSecond?: number
  /** Pods of each cluster, from the last on, whose execs hang until they are given up. */
  hangingEach?: number
}

function day(ways: Ways, { execsPerSecond = 1, hangingEach = 0 }: Day = {}) {
  const settings: PollSettings = { ...defaults, execsPerSecond }
  let now = new Date(start)
  const execs = { status: 0, metrics: 0, mostInAMinute: 0, byPod: new Map<string, number>() }
  /** Of this minute, by cluster. */
  const inMinute = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  const isHanging = (name: string) => Number(name.slice(4)) >= podsEach - hangingEach
  const isRelayed = (name: string) => Number(name.slice(4)) < relayedEach
  const counters = (name: string) => {
    const seconds = (now.getTime() - start) / 1000
    const path = isRelayed(name) ? 'derp' : 'direct_ipv4'
    const lines = ['in', 'out'].map(
      way => `tailscaled_${way}bound_bytes_total{path="${path}"} ${seconds * 1000}`,
    )
    return `# TYPE tailscaled_inbound_bytes_total counter\n${lines.join('\n')}\n`
  }
  const sourceOf = (cluster: string): ClusterSource => ({
    start: async () => failed('stopped', ''),
    stop: async () => {},
    facts: () => null,
    sources: () => [],
    rights: async () => ({
      ok: true,
      value: { exec: 'yes', proxy: ways === 'metrics' ? 'yes' : 'no', log: 'yes' },
    }),
    metrics: async ({ name }) => ({ ok: true, value: counters(name) }),
    metricsByIp: async () => failed('refused', ''),
    log: async () => failed('stopped', ''),
    exec: async ({ name }, argv) => {
      add(inMinute, cluster)
      add(execs.byPod, `${cluster} ${name}`)
      const isStatus = argv.includes('status')
      execs[isStatus ? 'status' : 'metrics'] += 1
      if (isHanging(name)) return failed('timeout', 'no answer within 10 s')
      const status = isRelayed(name) ? texts.relayed : texts.direct
      return { ok: true, value: isStatus ? status : counters(name) }
    },
  })
  const context: Context = {
    db: null as never,
    clock: { now: () => now, sleep: async () => {} },
    log: pino({ level: 'silent' }),
    settings,
    persist: async () => undefined as never,
    queue: { add: () => {}, flush: async () => {}, size: () => 0 },
    health: async () => {},
    changed: changedSubjects(),
  }
  const watches = Array.from({ length: clusters }, (_, index): ClusterWatch => {
    const id = `c${index}`
    const source = sourceOf(id)
    const pods = Array.from({ length: podsEach }, (_, number) => newPodMemory(facts(id, number)))
    return {
      id: clusterId(id),
      name: id,
      source,
      memories: new Map(pods.map(memory => [memory.facts.uid, memory])),
      rights: rightsBook(source),
      stale: false,
      surroundings: null,
      facts: null,
      factsAt: null,
    }
  })
  return {
    async run(seconds: number) {
      for (const watch of watches) await watch.rights.refresh(['web'], now, 0)
      const jobs = watches.map(watch => ({
        metrics: metricsJob(context, watch, 'prompt'),
        status: statusJobs(context, watch, new AbortController().signal),
      }))
      for (let at = 0; at < seconds; at += settings.metricsSeconds) {
        now = new Date(start + at * 1000)
        for (const { metrics } of jobs) await metrics.run(now)
        if (at % settings.statusSeconds !== 0) continue
        inMinute.clear()
        for (const { status } of jobs) for (const job of status) await job.run(now)
        execs.mostInAMinute = Math.max(execs.mostInAMinute, ...inMinute.values())
      }
      return execs
    },
  }
}

const targets = clusters * podsEach
const minutes = daySeconds / 60
const plain = targets * minutes

test('a day on 500 targets of which 20 are relayed: a look a minute at those, a sweep at the others', {
  timeout: 60_000,
}, async () => {
  const { status, metrics, mostInAMinute } = await day('metrics').run(daySeconds)
  const share = ((100 * status) / plain).toFixed(1)
  console.info(
    `execs of a day on ${targets} targets, ${clusters * relayedEach} of them relayed: ${status} (${share} % of one a minute each: ${plain})`,
  )
  const relayed = clusters * relayedEach * minutes
  const swept = (targets - clusters * relayedEach) * (daySeconds / defaults.sweepSeconds)
  expect(metrics).toBe(0)
  expect(Math.abs(status - relayed - swept)).toBeLessThan(0.02 * (relayed + swept))
  expect(mostInAMinute).toBeLessThanOrEqual(defaults.execsPerSecond * 60)
})

test('without any metrics the counters come by exec, and the budget of each cluster holds', {
  timeout: 60_000,
}, async () => {
  const { status, metrics, mostInAMinute } = await day('exec only').run(2 * 3600)
  const most = 2 * 3600 * defaults.execsPerSecond * clusters
  console.info(
    `execs of two hours without pods/proxy: ${status} status and ${metrics} metrics of ${most} that the budget has`,
  )
  expect(mostInAMinute).toBeLessThanOrEqual(60)
  expect(status).toBeGreaterThan(targets)
  expect(metrics).toBeGreaterThan(targets)
})

test.each([1, 3, 12])(
  'a budget of %d a minute holds with late pods too, and neither they nor the others are forgotten',
  {
    timeout: 60_000,
  },
  async perMinute => {
    const hours = (8 * 12) / perMinute
    const { byPod, mostInAMinute } = await day('exec only', {
      execsPerSecond: perMinute / 60,
      hangingEach: 20,
    }).run(hours * 3600)
    expect(mostInAMinute).toBeLessThanOrEqual(perMinute)
    const all = [...byPod.values()].reduce((sum, execs) => sum + execs, 0)
    expect(all).toBeGreaterThan(0.85 * clusters * hours * 60 * perMinute)
    expect(byPod.size).toBe(targets)
    expect(Math.min(...byPod.values())).toBeGreaterThan(0.2 * (all / targets))
  },
)
