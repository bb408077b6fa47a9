import { type AgentOptions, type ClientRequest, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { createServer } from 'node:net'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { type TestStage, testStage } from '#lib/demo/testStage.ts'
import type { Fault } from '#lib/fake/servers/http/faults.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { onlyClusters } from '#lib/fake/world/onlyClusters.ts'
import { failureAdvice } from '#lib/report/failureAdvice.ts'
import { failureWords } from '#lib/report/failureWords.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { sourceStandings } from '#lib/store/read/sourceStandings.ts'
import type { Collector } from './collector.ts'

/**
 * Every source × everything that can go wrong with it, over real sockets: what is stored, what /settings says of it, and
 * how long until it is well again, while the other sources go on. The clock is stepped, so that an interval costs nothing;
 * what waits for a socket waits for a second.
 */
const start = new Date('2026-11-24T10:00:00Z')
const waitMs = 2_000
const [one, other] = ['dc-noudp', 'gke-private'] as const

/** Where a request goes in place of its server. */
type Detour = 'refused' | 'tls' | 'dns'
type Breakage = Detour | Omit<Fault, 'route' | 'cluster'>

interface Source {
  name: string
  id: (cluster: string) => string
  cluster: string | null
  route: RegExp
  /** One that cannot be read, of a right shape and with a wrong one inside, and one with 10 MB in a field. */
  bodies: { half: string; wrong: string; huge: string }
  settings: object
  /** Makes a source that only asks once ask again. */
  prod?: (stage: TestStage) => void
}

const huge = 'x'.repeat(10 * 1024 * 1024)
const watchedNodes = /\/api\/v1\/nodes\?.*watch=1/
const often = { sweepSeconds: 5 }
const sources: Source[] = [
  {
    name: 'Tailscale devices',
    id: () => 'tailscale:devices',
    cluster: null,
    route: /\/devices/,
    bodies: {
      half: '{"devices":[{"id":"1"',
      wrong: '{"devices":"none"}',
      huge: JSON.stringify({ devices: huge }),
    },
    settings: { apiSeconds: 5 },
  },
  {
    name: 'Tailscale policy',
    id: () => 'tailscale:policy',
    cluster: null,
    route: /\/acl/,
    bodies: { half: '{"grants":[', wrong: '{"grants":7}', huge: JSON.stringify({ grants: huge }) },
    settings: { apiSeconds: 5 },
  },
  {
    name: 'list of nodes',
    id: uid => `cluster:${uid}:nodes`,
    cluster: one,
    route: /\/api\/v1\/nodes\?limit|\/api\/v1\/nodes$/,
    bodies: {
      half: '{"metadata":{"resourceVersion":"1"},"items":[',
      wrong: '{"metadata":7,"items":{}}',
      huge: JSON.stringify({ metadata: { resourceVersion: huge }, items: 'none' }),
    },
    settings: {},
    prod: ({ fake }) => {
      fake.fault({ cluster: one, route: watchedNodes, status: 410, times: 1 })
      fake.cut(one, watchedNodes)
    },
  },
  {
    name: 'watch of nodes',
    id: uid => `cluster:${uid}:nodes`,
    cluster: one,
    route: watchedNodes,
    bodies: {
      half: '{"type":"ADDED","obj',
      wrong: '{"type":7}\n',
      huge: `{"type":"ADDED","object":"${huge}"}\n`,
    },
    settings: {},
    prod: ({ fake }) => fake.cut(one, watchedNodes),
  },
  {
    name: 'exec: status',
    id: uid => `cluster:${uid}:exec`,
    cluster: one,
    route: /\/exec\?/,
    bodies: {
      half: '{"Version":"1.102',
      wrong: '{"Peer":7}',
      huge: JSON.stringify({ Version: huge, Peer: 7 }),
    },
    settings: { statusSeconds: 5, ...often },
  },
  {
    name: 'metrics by pods/proxy',
    id: uid => `cluster:${uid}:metrics`,
    cluster: one,
    route: /\/proxy\/metrics/,
    bodies: { half: 'tailscaled_inbound_by', wrong: '<html>hello</html>\n', huge: `# ${huge}` },
    settings: { metricsSeconds: 5 },
  },
  {
    name: 'pod logs',
    id: uid => `cluster:${uid}:log`,
    cluster: one,
    route: /\/log\?/,
    bodies: { half: 'magicsock: en', wrong: '{"not":"a log"}', huge },
    settings: { statusSeconds: 5, ...often },
  },
]

const breakages = (of: Source): [string, Breakage][] => [
  ['refused', 'refused'],
  ['hangs', { delayMs: 3_600_000 }],
  ['slow body', { status: 200, body: of.bodies.half, course: 'drip' }],
  ['broken off', { status: 200, body: of.bodies.half, course: 'cut' }],
  ['truncated JSON', { status: 200, body: of.bodies.half }],
  ['wrong type', { status: 200, body: of.bodies.wrong }],
  ['10 MB field', { status: 200, body: of.bodies.huge }],
  ['401', { status: 401 }],
  ['403', { status: 403 }],
  ['404', { status: 404 }],
  ['409', { status: 409 }],
  ['410', { status: 410 }],
  ['429', { status: 429 }],
  ['429, Retry-After', { status: 429, retryAfterSeconds: 1 }],
  ['500', { status: 500 }],
  ['502', { status: 502, body: '<html>Bad Gateway</html>' }],
  ['redirect', { status: 302, headers: { Location: 'http://198.51.100.9/login' } }],
  ['TLS', 'tls'],
  ['DNS', 'dns'],
]

/** Sends some requests to where nobody is. */
class Detours {
  private now: { route: RegExp; to: Detour } | null = null
  private readonly closedPort: number

  private constructor(closedPort: number) {
    this.closedPort = closedPort
  }

  static async make(): Promise<Detours> {
    const server = createServer()
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    await new Promise(done => server.close(done))
    return new Detours(typeof address === 'object' && address ? address.port : 1)
  }

  take(route: RegExp, to: Detour): () => void {
    this.now = { route, to }
    return () => {
      this.now = null
    }
  }

  readonly fetch: typeof fetch = (input, init) => {
    const url = new URL(String(input))
    if (this.now && url.pathname.search(this.now.route) >= 0) {
      if (this.now.to === 'tls') url.protocol = 'https:'
      if (this.now.to === 'dns') url.hostname = 'gone.invalid'
      if (this.now.to === 'refused') url.port = String(this.closedPort)
    }
    return fetch(url, init)
  }

  /** Node's agents decide where a request goes in `addRequest`, which its types leave out. */
  agent(options: AgentOptions): HttpAgent {
    type Adding = { addRequest(request: ClientRequest, options: AgentOptions): void }
    const [plain, tls] = [new HttpAgent(options), new HttpsAgent()]
    const straight = plain as unknown as Adding
    const add = straight.addRequest.bind(plain)
    straight.addRequest = (request, given) => {
      const { now } = this
      const to = now && request.path.search(now.route) >= 0 ? now.to : null
      if (to === 'tls') (tls as unknown as Adding).addRequest(request, given)
      else if (to === 'dns')
        add(request, { ...given, host: 'gone.invalid', hostname: 'gone.invalid' } as AgentOptions)
      else if (to === 'refused') add(request, { ...given, port: this.closedPort } as AgentOptions)
      else add(request, given)
    }
    return plain
  }
}

interface Cell {
  fault: string
  /** Code and state as stored, or "ok" where the fault does no harm. */
  stored: string
  gap: string
  others: string
  says: string
  steps: string
}

const endings: (() => Promise<unknown>)[] = []
afterAll(async () => {
  await Promise.all(endings.map(end => end()))
})

async function column(source: Source): Promise<Cell[]> {
  const database = await testDatabase()
  const stage = await testStage({
    world: onlyClusters(labWorld({ at: start }), [one, other]),
    url: database.url,
    start,
  })
  const pg = new Client({ connectionString: database.url })
  pg.on('error', () => undefined)
  await pg.connect()
  endings.push(async () => {
    await stage.close()
    await pg.end()
    await database.close()
  })
  const detours = await Detours.make()
  const agents = {
    request: detours.agent({ keepAlive: true }),
    socket: detours.agent({}),
    pods: detours.agent({ keepAlive: true }),
  }
  const openings = { pacing, waits: { exec: waitMs, metrics: waitMs, podIp: waitMs, log: waitMs } }
  const { collector } = await stage.begin({
    settings: source.settings,
    // The detour holds for the routes of one source, so both clusters may share it; the other cluster has its own route.
    opener: { ...openings, agents },
    client: {
      fetch: detours.fetch,
      limits: { headMs: waitMs, stallMs: waitMs, totalMs: 2 * waitMs },
      patience: { sleep: async () => {}, random: () => 0 },
    },
  })
  const uid = stage.fake.clusters.find(({ name }) => name === source.cluster)?.uid ?? ''
  const id = source.id(uid)
  const cells: Cell[] = []
  for (const [fault, breakage] of breakages(source))
    cells.push(await cell({ stage, collector, pg, source, id, detours, fault, breakage }))
  return cells
}

const pacing = {
  firstPauseMs: 20,
  longestPauseMs: 60,
  recheckMs: 150,
  pollMs: 5_000,
  watchSeconds: 240,
  answerMs: waitMs,
}

interface CellParts {
  stage: TestStage
  collector: Collector
  pg: Client
  source: Source
  id: string
  detours: Detours
  fault: string
  breakage: Breakage
}

/** Steps of 5 s until the source is in such a state; null where it does not come to that. */
async function until(
  parts: CellParts,
  isSo: (state: string) => boolean,
  most: number,
): Promise<number | null> {
  const { stage, collector, id, source } = parts
  for (let step = 1; step <= most; step++) {
    // What is read by informers moves in real time.
    if (source.prod) await new Promise(resolve => setTimeout(resolve, 100))
    await stage.step([collector], 5)
    const state = (await sourceStandings(stage.db)).find(each => each.id === id)?.state ?? 'absent'
    if (isSo(state)) return step
  }
  return null
}

async function cell(parts: CellParts): Promise<Cell> {
  const { stage, collector, pg, source, id, detours, fault, breakage } = parts
  const heal =
    typeof breakage === 'string'
      ? detours.take(source.route, breakage)
      : stage.fake.fault({
          ...breakage,
          route: source.route,
          ...(source.cluster === null ? {} : { cluster: source.cluster }),
        })
  source.prod?.(stage)
  const seen = await until(parts, state => state !== 'ok', source.prod ? 40 : 3)
  // A whole minute, in which every other source is asked too.
  const minute = 60 - ((stage.now().getTime() / 1000) % 60)
  await stage.step([collector], minute)
  const standings = await sourceStandings(stage.db)
  const standing = standings.find(each => each.id === id)
  // A detour leads away from both clusters.
  const kind = id.split(':').at(-1)
  const others = standings.filter(
    each => each.id !== id && !(typeof breakage === 'string' && each.id.endsWith(`:${kind}`)),
  )
  const harmed = others.filter(({ state }) => state === 'failing' || state === 'denied').map(each => each.id)
  heal()
  const well = await until(parts, state => state === 'ok', 40)
  const { rows } = await pg.query(
    'select code, ended_at is not null as over from gap where subject = $1 order by id desc limit 1',
    [id],
  )
  const isNoticed = seen !== null && standing !== undefined && standing.state !== 'ok'
  return {
    fault,
    stored: isNoticed ? `${standing.state} ${standing.code}` : 'ok',
    gap: isNoticed ? `${rows[0]?.code} ${rows[0]?.over ? 'over' : 'open'}` : '',
    others: harmed.join(' ') || 'well',
    says: isNoticed ? `${failureWords(standing.code)}. ${failureAdvice(standing)}` : '',
    steps: well === null ? 'never' : `${well}`,
  }
}

/** What is stored of each fault, wherever it happens. */
const usual: Record<string, string> = {
  refused: 'failing refused',
  hangs: 'failing timeout',
  'slow body': 'failing timeout',
  'broken off': 'failing truncated',
  'truncated JSON': 'failing truncated',
  'wrong type': 'failing malformed',
  '10 MB field': 'failing malformed',
  '401': 'denied unauthorized',
  '403': 'denied forbidden',
  '404': 'failing not_found',
  '409': 'failing conflict',
  '410': 'failing gone',
  '429': 'failing rate_limited',
  '429, Retry-After': 'failing rate_limited',
  '500': 'failing server_error',
  '502': 'failing server_error',
  redirect: 'failing redirected',
  TLS: 'failing tls',
  DNS: 'failing dns',
}
const otherwise: Record<string, Record<string, string>> = {
  // A quiet watch looks like that too; one that has expired is no harm, as the list is read anew.
  'watch of nodes': { 'slow body': 'ok', 'truncated JSON': 'ok', '410': 'ok' },
  'metrics by pods/proxy': { '10 MB field': 'failing too_large' },
  // A log is any text: lines that mean nothing are passed over.
  'pod logs': { 'truncated JSON': 'ok', 'wrong type': 'ok', '10 MB field': 'failing too_large' },
}

test('each source × each fault', { timeout: 170_000 }, async () => {
  const columns = await Promise.all(sources.map(async source => ({ source, cells: await column(source) })))
  const pad = (text: string, width: number) => text.slice(0, width).padEnd(width)
  const lines = columns.flatMap(({ source, cells }) => [
    '',
    `${source.name} (well again after ${source.prod ? 'tenths of a second; pauses of 20 to 60 ms' : 'intervals'})`,
    ...cells.map(
      each =>
        `${pad(each.fault, 17)} ${pad(each.stored, 22)} ${pad(each.gap && `gap ${each.gap}`, 22)} ${pad(each.steps, 5)} ${each.says}`,
    ),
  ])
  console.info(lines.join('\n'))
  const rows = columns.flatMap(({ source: { name }, cells }) =>
    cells.map(({ fault, stored, gap, others, steps }) => ({
      name,
      fault,
      stored,
      gap,
      others,
      isWell: steps !== 'never',
    })),
  )
  const expected = rows.map(({ name, fault }) => {
    const stored = otherwise[name]?.[fault] ?? usual[fault] ?? ''
    const gap = stored === 'ok' ? '' : `${stored.split(' ')[1]} over`
    return { name, fault, stored, gap, others: 'well', isWell: true }
  })
  expect(rows).toEqual(expected)
  expect(rows).toHaveLength(sources.length * Object.keys(usual).length)
})
