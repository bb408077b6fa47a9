import { readFileSync } from 'node:fs'
import { type AgentOptions, type ClientRequest, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { createServer } from 'node:net'
import { join } from 'node:path'
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
 * what waits for a socket waits for two seconds.
 */
const start = new Date('2026-11-24T10:00:00Z')
const waitMs = 2_000
const lab = join(import.meta.dirname, '../fake/lab')
const [one, other] = ['dc-noudp', 'gke-private'] as const

/** Where a request goes in place of its server. */
type Detour = 'refused' | 'tls' | 'dns'
type Breakage = Detour | Omit<Fault, 'route' | 'cluster'>

interface Source {
  name: string
  id: (cluster: string) => string
  cluster: string | null
  route: RegExp
  /** One that breaks off, one of another type, and what the source says when all is well, with 10 MB in one field of it. */
  bodies: { half: string; wrong: string; huge: (stage: TestStage) => string | Promise<string> }
  settings: object
  /** Makes a source that only asks once ask again. */
  prod?: (stage: TestStage) => void
}

/** An object with all that is kept of it is some tens of kilobytes. */
const mostRowBytes = 256 * 1024
const huge = 'x'.repeat(10 * 1024 * 1024)

type Json = Record<string, unknown>
/** What is asked of a server of the stage, by its right address and credential. */
async function asked(url: string, token: string): Promise<Json> {
  const answer = await fetch(url, {
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return (await answer.json()) as Json
}
const askedOfTailscale = ({ fake }: TestStage, path: string) =>
  asked(`${fake.tailscaleUrl}/api/v2/tailnet/-${path}`, fake.apiKey)
const askedOfCluster = ({ fake }: TestStage, path: string) => {
  const cluster = fake.clusters.find(({ name }) => name === one)
  return asked(`${cluster?.url}${path}`, cluster?.token ?? '')
}
/** The first item of a list with a change to it. */
const firstOf = (list: unknown, change: (item: Json) => Json): Json[] => {
  const [first, ...rest] = list as Json[]
  if (!first) throw new Error('an empty list')
  return [change(first), ...rest]
}
const labelled = (object: Json): Json => {
  const metadata = object.metadata as Json
  return { ...object, metadata: { ...metadata, labels: { ...(metadata.labels as Json), huge } } }
}
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
      huge: async stage => {
        const { devices } = await askedOfTailscale(stage, '/devices?fields=all')
        return JSON.stringify({ devices: firstOf(devices, device => ({ ...device, hostname: huge })) })
      },
    },
    settings: { apiSeconds: 5 },
  },
  {
    name: 'Tailscale policy',
    id: () => 'tailscale:policy',
    cluster: null,
    route: /\/acl/,
    bodies: {
      half: '{"grants":[',
      wrong: '{"grants":7}',
      huge: async stage => {
        const policy = await askedOfTailscale(stage, '/acl')
        return JSON.stringify({
          ...policy,
          grants: firstOf(policy.grants, grant => ({ ...grant, src: [huge] })),
        })
      },
    },
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
      huge: async stage => {
        const list = await askedOfCluster(stage, '/api/v1/nodes')
        return JSON.stringify({ ...list, items: firstOf(list.items, labelled) })
      },
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
      huge: async stage => {
        const [object] = firstOf((await askedOfCluster(stage, '/api/v1/nodes')).items, labelled)
        return `${JSON.stringify({ type: 'MODIFIED', object: { apiVersion: 'v1', kind: 'Node', ...object } })}\n`
      },
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
      huge: () => {
        const status = JSON.parse(readFileSync(join(lab, 'base/noudp/status.json'), 'utf8')) as Json
        return JSON.stringify({ ...status, Self: { ...(status.Self as Json), HostName: huge } })
      },
    },
    settings: { statusSeconds: 5, ...often },
  },
  {
    name: 'metrics by pods/proxy',
    id: uid => `cluster:${uid}:metrics`,
    cluster: one,
    route: /\/proxy\/metrics/,
    bodies: { half: 'tailscaled_inbound_by', wrong: '<html>hello</html>\n', huge: () => `# ${huge}` },
    settings: { metricsSeconds: 5 },
  },
  {
    name: 'pod logs',
    id: uid => `cluster:${uid}:log`,
    cluster: one,
    route: /\/log\?/,
    bodies: { half: 'magicsock: en', wrong: '{"not":"a log"}', huge: () => huge },
    settings: { statusSeconds: 5, ...often },
  },
]

const breakages = (of: Source, hugeBody: string): [string, Breakage][] => [
  ['refused', 'refused'],
  ['hangs', { delayMs: 3_600_000 }],
  ['slow body', { status: 200, body: of.bodies.half, course: 'drip' }],
  ['broken off', { status: 200, body: of.bodies.half, course: 'cut' }],
  ['truncated JSON', { status: 200, body: of.bodies.half }],
  ['wrong type', { status: 200, body: of.bodies.wrong }],
  ['10 MB field', { status: 200, body: hugeBody }],
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
  /** As /settings says it: why, and what to do. */
  says: string
  steps: string
  /** Devices that are still there. */
  devices: number
  /** Of the largest row of any table. */
  rowBytes: number
}

const endings: (() => Promise<unknown>)[] = []
afterAll(async () => {
  await Promise.all(endings.map(end => end()))
})

/** One at a time of all columns: they share one process, which would else be busy with 70 MB for longer than a wait. */
let last: Promise<unknown> = Promise.resolve()
function alone<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work)
  last = turn.catch(() => undefined)
  return turn
}

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
  for (const [fault, breakage] of breakages(source, await source.bodies.huge(stage))) {
    const look = () => cell({ stage, collector, pg, source, id, detours, fault, breakage })
    cells.push(await (fault === '10 MB field' ? alone(look) : look()))
  }
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

async function largestRow(pg: Client): Promise<number> {
  const { rows: tables } = await pg.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
     where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace`,
  )
  const each = tables.map(({ name }) => `select max(octet_length(t::text)) as bytes from ${name} t`)
  const { rows } = await pg.query(`select max(bytes) as bytes from (${each.join(' union all ')}) sizes`)
  return Number(rows[0]?.bytes)
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
  const isHarm = storedOf(source.name, fault) !== 'ok'
  const seen = await until(parts, state => state !== 'ok', source.prod ? (isHarm ? 40 : 15) : 3)
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
  const rowBytes = await largestRow(pg)
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
    devices: (await pg.query('select 1 from device where gone_at is null')).rowCount ?? 0,
    rowBytes,
  }
}

/** How /settings begins to say it, and what it says is to be done. */
const words: Record<string, [why: string, advice: RegExp]> = {
  refused: ['connection refused', /reaches the address/],
  timeout: ['no answer in time', /reaches the address/],
  truncated: ['answer cut short', /tried again by itself/],
  malformed: ['answer not understood', /tried again by itself/],
  too_large: ['answer too large', /tried again by itself/],
  unauthorized: ['credential not accepted', /make a new one|renew it/],
  forbidden: ['not allowed', /the scope devices:core:read|the scope policy_file:read|deploy\/rbac\/t[134]-/],
  not_found: ['not found', /tried again by itself/],
  conflict: ['conflict', /tried again by itself/],
  gone: ['gone', /tried again by itself/],
  rate_limited: ['asked too often', /asked less often/],
  server_error: ['server error', /tried again by itself/],
  redirected: ['redirected elsewhere', /asks for a login/],
  tls: ['certificate not accepted', /NODE_EXTRA_CA_CERTS|certificate authority/],
  dns: ['name not found', /reaches the address/],
}
/** Intervals until a source that is asked at intervals is well again: what hung may have made its pod a late one. */
const mostIntervals = 3

/** What is stored of each fault, wherever it happens. */
const usual: Record<string, string> = {
  refused: 'failing refused',
  hangs: 'failing timeout',
  'slow body': 'failing timeout',
  'broken off': 'failing truncated',
  'truncated JSON': 'failing truncated',
  'wrong type': 'failing malformed',
  // Only the field is cut; all the rest is taken.
  '10 MB field': 'ok',
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

const storedOf = (source: string, fault: string) => otherwise[source]?.[fault] ?? usual[fault] ?? ''

test('each source × each fault', { timeout: 540_000 }, async () => {
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
  const rows = columns.flatMap(({ source: { name, prod }, cells }) =>
    cells.map(({ fault, stored, gap, others, steps, says, devices, rowBytes }) => {
      const [why, advice] = words[stored.split(' ')[1] ?? ''] ?? ['', /^$/]
      return {
        name,
        fault,
        stored,
        gap,
        others,
        says: says.startsWith(why) && advice.test(says) ? 'why and what to do' : says,
        isWell: prod ? steps !== 'never' : Number(steps) <= mostIntervals,
        devices,
        isSmall: rowBytes < mostRowBytes,
      }
    }),
  )
  const all = columns[0]?.cells[0]?.devices
  expect(all).toBeGreaterThan(20)
  const expected = rows.map(({ name, fault }) => {
    const stored = storedOf(name, fault)
    const gap = stored === 'ok' ? '' : `${stored.split(' ')[1]} over`
    const says = 'why and what to do'
    return { name, fault, stored, gap, others: 'well', says, isWell: true, devices: all, isSmall: true }
  })
  expect(rows).toEqual(expected)
  expect(rows).toHaveLength(sources.length * Object.keys(usual).length)
  expect(rows).toHaveLength(sources.length * 19)
})
