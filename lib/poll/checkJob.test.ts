import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tailscaleClient } from '#lib/collect/tailscale/tailscaleClient.ts'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { askCheck } from '#lib/store/checks/askCheck.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import { checks } from '#lib/store/read/checks.ts'
import type { CheckKind } from '#lib/tailnet/check.ts'
import { realClock } from './clock.ts'
import { fromKubeconfig } from './clusterOpeners.ts'
import { type Collector, collector } from './collector.ts'
import { beginRun } from './collectorRun.ts'
import { tailnetAddress } from './tailnetAddress.ts'

const log = pino({ level: 'silent' })
let db: Database
let pg: Client
let fake: Fake
let collecting: Collector
let mayExec = true
const endings: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const made = await testDatabase()
  endings.push(made.close)
  db = openDatabase(made.url)
  endings.push(() => closeDatabase(db))
  pg = new Client({ connectionString: made.url })
  await pg.connect()
  endings.push(() => pg.end())
  await openTailnet(db, { mode: 'demo', name: 'lab' })
  fake = await startFake({ world: labWorld() })
  endings.push(() => fake.close())
  const stop = new AbortController()
  const run = await beginRun(db, new Date())
  collecting = collector({
    runId: run.id,
    db,
    clock: realClock,
    log,
    settings: {
      statusSeconds: 60,
      metricsSeconds: 60,
      sweepSeconds: 900,
      apiSeconds: 60,
      diagnoseSeconds: 60,
      maintainSeconds: 60,
      execsPerSecond: 1000,
      concurrency: 8,
      mayExec: () => mayExec,
    },
    signal: stop.signal,
    clusters: fromKubeconfig(fake.kubeconfig(), { log, now: () => new Date() }),
    control: tailscaleClient({
      baseUrl: fake.tailscaleUrl,
      tailnet: '-',
      credential: { kind: 'api_key', key: fake.apiKey },
      fetch,
      now: () => new Date(),
    }),
  })
  endings.push(() => collecting.close())
  endings.push(async () => stop.abort())
  await collecting.first()
})
afterAll(async () => {
  for (const end of endings.reverse()) await end()
})
beforeEach(async () => {
  mayExec = true
  await pg.query('delete from check_request')
})

/** Two seconds are a slot of the job and of few others. */
const work = () => collecting.step(new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 2_000))
const link = async (kind = 'derp') =>
  (
    await pg.query(
      `select cluster.name as cluster, target.namespace, target.name, peer, device.addresses from path_now
       join target on target.id = target_id join cluster on cluster.id = cluster_id
       join device on device.id = peer where path_now.kind = $1 order by observer, peer limit 1`,
      [kind],
    )
  ).rows[0] as { cluster: string; namespace: string; name: string; peer: string; addresses: string[] }

/** Some other pod. */
const another = async (name: string) =>
  (
    await pg.query(
      `select cluster.name as cluster, namespace, target.name, '' as peer, '{}'::text[] as addresses from target
       join cluster on cluster.id = cluster_id where target.name <> $1 and unjudged is null limit 1`,
      [name],
    )
  ).rows[0] as Awaited<ReturnType<typeof link>>

async function ask(kind: CheckKind, of: Awaited<ReturnType<typeof link>>, peer: string | null = of.peer) {
  const { cluster, namespace, name } = of
  return askCheck(db, { address: { cluster, namespace, name }, kind, peer, by: 'test' })
}
const execs = (word: string) =>
  fake
    .requests()
    .filter(request => request.path.includes('/exec') && request.path.includes(`command=${word}`))

describe('a check', () => {
  test('ping: ten pongs with their way, by a fixed argv that ends in the peer’s address', async () => {
    const of = await link()
    expect(await ask('ping', of)).toMatchObject({ kind: 'asked' })
    await work()
    const [seen] = await checks(db, { target: null, most: 1 })
    expect(seen).toMatchObject({ state: 'done', kind: 'ping', peer: of.peer, requestedBy: 'test' })
    expect(seen?.result).toMatchObject({
      kind: 'ping',
      pongs: expect.arrayContaining([expect.objectContaining({ via: 'derp' })]),
    })
    expect(seen?.result?.kind === 'ping' && seen.result.pongs.length).toBe(10)
    const [path = ''] = execs('ping')
      .map(request => request.path)
      .slice(-1)
    const words = new URL(path, 'http://x').searchParams
      .getAll('command')
      .filter(word => !word.startsWith('--socket'))
    expect(words.slice(0, -1)).toEqual(['tailscale', 'ping', '-c=10', '--until-direct=false', '--timeout=2s'])
    expect(of.addresses).toContain(words.at(-1))
  })

  test('netcheck: what the pod says of its own network', async () => {
    await ask('netcheck', await link())
    await work()
    const [seen] = await checks(db, { target: null, most: 1 })
    expect(seen).toMatchObject({
      state: 'done',
      peer: null,
      result: { kind: 'netcheck', netInfo: { source: 'netcheck' } },
    })
  })

  test('no right to exec: it says so, and nothing is run', async () => {
    const before = execs('netcheck').length
    await ask('netcheck', await link())
    mayExec = false
    await work()
    const [seen] = await checks(db, { target: null, most: 1 })
    expect(seen).toMatchObject({
      state: 'failed',
      code: 'forbidden',
      detail: expect.stringContaining('exec is not switched on'),
    })
    expect(execs('netcheck').length).toBe(before)
  })

  test('a pod that is not judged is answered at once, with the reason', async () => {
    const of = await link()
    await pg.query('update target set unjudged = $1 where name = $2', [
      'no right to exec in namespace x',
      of.name,
    ])
    expect(await ask('netcheck', of)).toEqual({ kind: 'not_allowed', why: 'no right to exec in namespace x' })
    await pg.query('update target set unjudged = null')
  })

  test.each([
    ['a free text', '100.64.0.1; reboot'],
    ['a flag', '--verbose'],
    ['a device of another tailnet', 'nXXXXCNTRL'],
  ])('%s as a peer is none', async (_, peer) => {
    expect(await ask('ping', await link(), peer)).toEqual({ kind: 'no_peer' })
  })

  test('two collectors: each check is run by one', async () => {
    const of = await link()
    for (let i = 0; i < 3; i++) await ask('netcheck', of)
    const before = execs('netcheck').length
    await Promise.all([work(), work(), work()])
    expect(execs('netcheck').length - before).toBe(3)
    expect((await checks(db, { target: null, most: 9 })).map(seen => seen.state)).toEqual([
      'done',
      'done',
      'done',
    ])
  })

  test('one that nobody took, and one whose collector died, end with that reason', async () => {
    const of = await link()
    await ask('netcheck', of)
    await pg.query(`update check_request set requested_at = now() - interval '5 minutes'`)
    await ask('netcheck', of)
    await pg.query(
      `update check_request set state = 'running', started_at = now() - interval '5 minutes' where requested_at > now() - interval '1 minute'`,
    )
    await work()
    const seen = await checks(db, { target: null, most: 9 })
    expect(seen.map(each => [each.state, each.detail])).toEqual([
      ['failed', 'the collector that took it ended'],
      ['failed', expect.stringContaining('no collector')],
    ])
  })
})

describe('the rate', () => {
  test('a fifth check of one pod within a minute waits; another pod goes on', async () => {
    const of = await link()
    const other = await another(of.name)
    for (let i = 0; i < 4; i++) expect(await ask('netcheck', of)).toMatchObject({ kind: 'asked' })
    const refused = await ask('netcheck', of)
    expect(refused).toMatchObject({ kind: 'too_many', why: expect.stringContaining('of this pod') })
    expect(refused.kind === 'too_many' && refused.retryAfterSeconds).toBeGreaterThan(50)
    expect(await ask('netcheck', other)).toMatchObject({ kind: 'asked' })
  })

  test('asked by many at once, no more than allowed get in', async () => {
    const of = await link()
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask('netcheck', of)))
    expect(answers.filter(answer => answer.kind === 'asked').length).toBe(4)
  })
})

describe('what becomes an argument', () => {
  test.each([
    ['100.64.0.1', true],
    ['100.127.255.254', true],
    ['fd7a:115c:a1e0::1', true],
    ['100.128.0.1', false],
    ['8.8.8.8', false],
    ['fd7a:115c:a1e0::1%eth0', false],
    ['--until-direct', false],
    ['100.64.0.1 -v', false],
    ['localhost', false],
    ['', false],
  ])('%j: %s', (text, passes) => {
    expect(tailnetAddress(text)).toBe(passes ? text : null)
  })
})
