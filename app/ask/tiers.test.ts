import { Agent, createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import type { Question, Views } from '#components/live/views.ts'
import { tailscaleClient } from '#lib/collect/tailscale/tailscaleClient.ts'
import { startFake } from '#lib/fake/startFake.ts'
import { podStatus } from '#lib/fake/world/kubeShape.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { recording } from '#lib/fake/world/recording.ts'
import { fromKubeconfig } from '#lib/poll/clusterOpeners.ts'
import { collector } from '#lib/poll/collector.ts'
import { beginRun } from '#lib/poll/collectorRun.ts'
import type { PollSettings } from '#lib/poll/settings.ts'
import { readTokenCommand } from '#lib/push/readTokenCommand.ts'
import { receivePush } from '#lib/push/receivePush.ts'
import { runTokenCommand } from '#lib/push/runTokenCommand.ts'
import { aMessage, aPod } from '#lib/push/testMessages.ts'
import { rightsView } from '#lib/report/rightsView.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import type { Ask } from './ask.ts'
import { causes } from './causes.ts'
import { pods } from './pods.ts'
import { shares } from './shares.ts'
import { sources } from './sources.ts'
import { standing } from './standing.ts'
import { target } from './target.ts'

const log = pino({ level: 'silent' })
/** How long each is looked at. */
const minutes = 5
/** What is pushed is dated by the clock of the database, so the last minutes are looked at. */
const start = new Date((Math.floor(Date.now() / 60_000) - minutes) * 60_000)
const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** What tailpath was given. */
interface Given {
  clusters: boolean
  byPodIp: boolean
  metricsAndLogs: boolean
  exec: boolean
  /** The pod eks-prod/apps/api pushes what it knows of itself; nobody is let into its cluster. */
  push: boolean
}

const settings = ({ exec, byPodIp }: Given): PollSettings => ({
  statusSeconds: 60,
  metricsSeconds: 60,
  sweepSeconds: 900,
  apiSeconds: 60,
  diagnoseSeconds: 60,
  maintainSeconds: 60,
  execsPerSecond: 1000,
  concurrency: 8,
  mayExec: () => exec,
  metricsByPodIp: () => byPodIp,
})

/** Leads to a server of ours whatever the address of the pod; the Host still tells which it was. */
class PodNetwork extends Agent {
  private readonly port: number
  constructor(server: Server) {
    super()
    this.port = (server.address() as AddressInfo).port
  }
  override createConnection() {
    return connect(this.port, '127.0.0.1')
  }
}

/** Five minutes of the lab with these rights; answers the questions of the pages then. */
async function seenWith(
  given: Given,
): Promise<<Q extends Question>(ask: Ask<Q>, params?: object) => Promise<Views[Q]>> {
  let now = start
  const clock = { now: () => now, sleep: async () => {} }
  const database = await testDatabase()
  endings.push(database.close)
  const db = openDatabase(database.url)
  endings.push(() => closeDatabase(db))
  await openTailnet(db, { mode: 'real', name: 'lab' })
  const world = labWorld({ at: start })
  const fake = await startFake({ world, now: clock.now })
  endings.push(() => fake.close())
  if (!given.metricsAndLogs) for (const resource of ['pods/proxy', 'pods/log']) fake.deny({ resource })
  if (!given.exec) fake.deny({ resource: 'pods/exec' })
  const server = createServer((request, response) => {
    const [host] = (request.headers.host ?? '').split(':')
    const voices = world.clusters.flatMap(({ name }) => {
      const pod = fake.objects(name).find(each => each.kind === 'Pod' && podStatus(each).podIP === host)
      const voice = pod && world.voice(name, pod, fake.objects, now)
      return voice ? [voice] : []
    })
    response.end(voices[0]?.metricsText())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  endings.push(() => server.close())
  const agents = { request: new Agent(), socket: new Agent(), pods: new PodNetwork(server) }
  const stop = new AbortController()
  const run = await beginRun(db, now)
  const made = collector({
    runId: run.id,
    db,
    clock,
    log,
    settings: settings(given),
    signal: stop.signal,
    clusters: given.clusters ? fromKubeconfig(fake.kubeconfig(), { log, now: clock.now, agents }) : [],
    control: tailscaleClient({
      baseUrl: fake.tailscaleUrl,
      tailnet: '-',
      credential: { kind: 'api_key', key: fake.apiKey },
      fetch,
      now: clock.now,
    }),
  })
  endings.push(async () => {
    stop.abort()
    await made.close()
  })
  if (given.push) await pushed(db)
  await made.first()
  for (let minute = 0; minute < minutes; minute++) {
    now = new Date(now.getTime() + 60_000)
    await made.step(now)
  }
  await made.flush()
  return async (ask, params = {}) => {
    const window = { from: new Date(start.getTime() - 3_600_000), to: now }
    const view = await ask.answer({ db, now, window, params: { ...params } as never })
    if (!view) throw new Error(`no answer to ${ask.question}`)
    return view
  }
}

const own = recording('base', 'api')

/** What push.sh of that pod sent in the last minutes, spooled while tailpath was away. */
async function pushed(db: Database): Promise<void> {
  const read = readTokenCommand(['create', 'edge', '--cluster', 'eks-prod', '--namespaces', '*'])
  if (!read.ok) throw new Error(read.why)
  const bearer = (await runTokenCommand(db, read.command)).text.trim()
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}` }
  for (let sequence = 1; sequence <= minutes; sequence++) {
    const ageSeconds = (minutes - sequence) * 60
    const message = aMessage({
      sequence,
      ageSeconds,
      measuredAt: Math.floor(Date.now() / 1000) - ageSeconds,
      intervalSeconds: 60,
      pod: { ...aPod, namespace: own.pod.namespace, name: own.pod.name, workload: 'Deployment/api' },
      status: JSON.stringify(own.status),
      metrics: own.metrics.replace(
        /(bytes_total\{path="(?:derp|direct_ipv4)"\}) (\d+)/g,
        (_, name, value) => `${name} ${Number(value) + sequence * 60_000}`,
      ),
    })
    const request = { method: 'POST', headers, body: JSON.stringify(message) }
    const answer = await receivePush(db, new Request('http://x/api/v1/push', request))
    if (answer.status >= 300) throw new Error(await answer.text())
  }
}

const none: Given = { clusters: false, byPodIp: false, metricsAndLogs: false, exec: false, push: false }
const t1 = { ...none, clusters: true }
const t2 = { ...t1, byPodIp: true }
const t3 = { ...t1, metricsAndLogs: true }
const t4 = { ...t3, exec: true }

/** What stands on a page, in short; the pod is eks-prod/apps/api. */
interface Shown {
  overview: { links: number | null; time: number | null; bytes: number | null }
  pods: { found: number; judged: number; seen: string | null; derpBytes: number | null }
  causes: number
  pod: {
    matched: string
    headline: string
    seenBy: string
    home: string | null
    measured: number
    bothHard: string | undefined
  } | null
  settings: string[]
}

async function shownBy(given: Given): Promise<Shown> {
  const see = await seenWith(given)
  const { blocks } = await see(shares)
  const { rows } = await see(pods)
  const api = rows.find(row => row.cluster === 'eks-prod' && row.name === 'api')
  const page = api ? await see(target, { cluster: 'eks-prod', namespace: 'apps', name: 'api' }) : null
  const fact = (name: string) => page?.facts.find(({ label }) => label === name)?.value ?? null
  return {
    // Percent of each that is direct.
    overview: {
      links: blocks.links.percents?.direct ?? null,
      time: blocks.time.percents?.direct ?? null,
      bytes: blocks.bytes.percents?.direct ?? null,
    },
    pods: {
      found: rows.length,
      judged: (await see(standing)).judged,
      seen: api?.seen ?? null,
      derpBytes: api?.bytes?.derp ?? null,
    },
    causes: (await see(causes)).rows.length,
    pod: page && {
      matched: page.pods[0]?.matched ?? '',
      headline: page.verdict.headline,
      seenBy: fact('Seen by') ?? '',
      home: fact('Home DERP'),
      measured: page.peers.filter(({ kind }) => kind !== 'unknown').length,
      bothHard: api?.causes.find(({ code }) => code === 'both-hard')?.certainty,
    },
    settings: rightsView(await see(sources))
      .filter(({ counts }) => counts.ok > 0)
      .map(({ tier }) => tier),
  }
}

const noShares = { links: null, time: null, bytes: null }
const unseen = 'Its paths are not seen: exec is not switched on for namespace apps.'
const aNumber = expect.any(Number)

test.each<[string, Given, Shown]>([
  [
    'T0: the devices are read, and no page speaks of a pod',
    none,
    {
      overview: noShares,
      pods: { found: 0, judged: 0, seen: null, derpBytes: null },
      causes: 0,
      pod: null,
      settings: ['T0'],
    },
  ],
  [
    'T0–1: every pod with its device, its NAT and likely causes; no path, no bytes',
    t1,
    {
      overview: noShares,
      pods: { found: 15, judged: 0, seen: 'not_seen', derpBytes: null },
      causes: aNumber,
      pod: {
        matched: 'endpoint',
        headline: unseen,
        seenBy: 'Tailscale API, Kubernetes',
        home: null,
        measured: 0,
        bothHard: 'likely',
      },
      settings: ['T0', 'T1'],
    },
  ],
  [
    'T0–2: the mix of bytes as well, and the home region; never who',
    t2,
    {
      overview: { links: null, time: null, bytes: aNumber },
      pods: { found: 15, judged: 0, seen: 'not_seen', derpBytes: aNumber },
      causes: aNumber,
      pod: {
        matched: 'endpoint',
        headline: unseen,
        seenBy: 'Tailscale API, Kubernetes, metrics',
        home: 'region 1',
        measured: 0,
        bothHard: 'likely',
      },
      settings: ['T0', 'T1', 'T2'],
    },
  ],
  [
    'T0–3: what the log says as well; never who',
    t3,
    {
      overview: { links: null, time: null, bytes: aNumber },
      pods: { found: 15, judged: 0, seen: 'not_seen', derpBytes: aNumber },
      causes: aNumber,
      pod: {
        matched: 'endpoint',
        headline: unseen,
        seenBy: 'Tailscale API, Kubernetes, metrics, log',
        home: 'region 1',
        measured: 0,
        bothHard: 'likely',
      },
      settings: ['T0', 'T1', 'T3'],
    },
  ],
  [
    'T0–4: each link with its path, the three shares, and causes that are certain',
    t4,
    {
      overview: { links: aNumber, time: aNumber, bytes: aNumber },
      pods: { found: 15, judged: 15, seen: 'live', derpBytes: aNumber },
      causes: aNumber,
      pod: {
        matched: 'exec',
        headline: expect.stringContaining('5 of 7 active links go through DERP'),
        seenBy: 'Tailscale API, Kubernetes, metrics, log, status',
        home: expect.stringMatching(/^nyc/),
        measured: 7,
        bothHard: 'certain',
      },
      settings: ['T0', 'T1', 'T3', 'T4'],
    },
  ],
  [
    'push: each link of that pod with its path, without any right; no CNI, so less of why',
    { ...none, push: true },
    {
      overview: { links: aNumber, time: aNumber, bytes: aNumber },
      pods: { found: 1, judged: 1, seen: 'live', derpBytes: aNumber },
      causes: aNumber,
      pod: {
        matched: 'push',
        headline: expect.stringContaining('5 of 7 active links go through DERP'),
        seenBy: 'Tailscale API, push, metrics, status',
        home: 'region 1',
        measured: 7,
        bothHard: 'certain',
      },
      settings: ['T0', 'push'],
    },
  ],
])('%s', async (_, given, expected) => expect(await shownBy(given)).toEqual(expected))
