import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PushMessage } from '#lib/push/pushMessage.ts'
import { receivePush } from '#lib/push/receivePush.ts'
import { runTokenCommand } from '#lib/push/runTokenCommand.ts'
import { aMessage, aPod } from '#lib/push/testMessages.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { gaps } from '#lib/store/read/gaps.ts'
import { recordRounds } from '#lib/store/recordRounds.ts'
import { emptied } from '#lib/store/testRounds.ts'
import { clusterId, podUid, targetId } from '#lib/tailnet/ids.ts'
import { changedSubjects } from './changedSubjects.ts'
import { realClock } from './clock.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { healthWith } from './health.ts'
import { persistWith } from './persist.ts'
import { newPodMemory } from './podMemory.ts'
import type { PushedPods } from './pushedPods.ts'
import { pushHealthJob } from './pushHealthJob.ts'
import { pushJob } from './pushJob.ts'
import { roundQueue } from './roundQueue.ts'
import type { PollSettings } from './settings.ts'

const lab = resolve(import.meta.dirname, '../fake/lab/base/calico')
const status = readFileSync(join(lab, 'status.json'), 'utf8')
const metrics = readFileSync(join(lab, 'metrics.txt'), 'utf8')
const log = pino({ level: 'silent' })
const settings: PollSettings = {
  statusSeconds: 60,
  metricsSeconds: 60,
  sweepSeconds: 900,
  apiSeconds: 60,
  diagnoseSeconds: 60,
  maintainSeconds: 60,
  execsPerSecond: 10,
  concurrency: 4,
  mayExec: () => false,
}

let db: Database
let pg: Client
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  pg = new Client({ connectionString: made.url })
  await pg.connect()
  drop = made.close
})
afterAll(async () => {
  await pg.end()
  await closeDatabase(db)
  await drop()
})

let token: string
let watches: ClusterWatch[]
let pods: PushedPods
beforeEach(async () => {
  await emptied(db)
  await pg.query(
    `insert into tailnet (mode, name, derp_map) values ('real', 'lab', '[{"id":1,"code":"nyc","name":"New York"}]')`,
  )
  const command = {
    kind: 'create',
    name: 'edge',
    clusterName: 'edge',
    clusterUid: 'c-edge-uid',
    namespaces: ['*'],
  }
  token = (await runTokenCommand(db, { ...command, kind: 'create' })).text.trim()
  watches = []
  pods = new Map()
})

function context(): Context {
  const persist = persistWith(realClock, log, new AbortController().signal)
  return {
    db,
    clock: realClock,
    log,
    settings,
    persist,
    queue: roundQueue({ log, record: writes => recordRounds(db, writes), stored: () => {} }),
    health: healthWith(db, realClock, persist),
    changed: changedSubjects(),
  }
}

async function push(more: Partial<PushMessage> = {}): Promise<void> {
  const answer = await receivePush(
    db,
    new Request('http://x/api/v1/push', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(aMessage({ status, metrics, ...more })),
    }),
  )
  if (answer.status !== 200) throw new Error(await answer.text())
}
/** A minute of the past, by the sender's own count. */
const ago = (minutes: number, more: Partial<PushMessage> = {}) =>
  push({ ageSeconds: minutes * 60, intervalSeconds: 60, ...more })

const collect = () => pushJob(context(), () => watches, pods).run(new Date())
const rows = async (sql: string) => (await pg.query(sql)).rows
const count = async (table: string) => (await rows(`select count(*)::int as n from ${table}`))[0].n as number

/** The recorded bytes by DERP, grown by some. */
const grown = (by: number) =>
  metrics.replace(
    /(tailscaled_outbound_bytes_total\{path="derp"\} )(\d+)/,
    (_, head, bytes) => `${head}${Number(bytes) + by}`,
  )
const derpBytes = async () =>
  Number((await rows(`select coalesce(sum(bytes), 0) as n from traffic_1d where path = 'derp'`))[0].n)

describe('a pod of a cluster that nobody watches', () => {
  test('becomes a target of the token’s cluster, matched by what it says, with its paths and bytes', async () => {
    await ago(1)
    await ago(0, { sequence: 2, metrics: grown(5_000) })
    await collect()
    expect(await rows('select id, namespace, kind, workload, name, unjudged from target')).toEqual([
      {
        id: 'c-edge-uid/shop/Deployment/api',
        namespace: 'shop',
        kind: 'Deployment',
        workload: 'api',
        name: 'api',
        unjudged: null,
      },
    ])
    const self = (JSON.parse(status) as { Self: { ID: string } }).Self.ID
    expect(await rows('select uid, name, node, match_method, device_id from target_pod')).toEqual([
      { uid: aPod.uid, name: aPod.name, node: 'node-1', match_method: 'push', device_id: self },
    ])
    expect(await count('path_now')).toBeGreaterThan(0)
    expect(await derpBytes()).toBe(5_000)
    expect(await count('push_inbox')).toBe(0)
    expect(await rows('select count(*)::int as n from round where ok')).toEqual([{ n: 4 }])
  })

  test('a host stands under "hosts"; a StatefulSet’s pod keeps its number; metrics alone judge no path', async () => {
    await push({ pod: null, host: 'nas-1' })
    await push({ sender: 'another-run', pod: { ...aPod, uid: 'uid-of-db-3', name: 'db-3' }, status: null })
    await collect()
    expect(await rows('select id, unjudged from target order by id')).toEqual([
      { id: 'c-edge-uid/hosts/Host/nas-1', unjudged: null },
      { id: 'c-edge-uid/shop/StatefulSet/db/3', unjudged: expect.stringContaining('metrics only') },
    ])
  })
})

describe('order', () => {
  test('what comes the wrong way round is recorded the right way round', async () => {
    await ago(1, { sequence: 2, metrics: grown(700) })
    await ago(2, { sequence: 1 })
    await collect()
    expect(await derpBytes()).toBe(700)
    expect(await count('round where ok')).toBe(4)
  })

  test('a missing number is waited for, then recorded as a hole with its reason', async () => {
    await ago(9)
    await ago(2, { sequence: 4, metrics: grown(900) })
    await collect()
    expect(await count('push_inbox')).toBe(1)
    await pg.query(`update push_inbox set received_at = received_at - interval '1 minute'`)
    await collect()
    expect(await count('push_inbox')).toBe(0)
    expect(await rows('select lost::int, recorded::int from push_sender')).toEqual([{ lost: 2, recorded: 4 }])
    const holes = await rows(`select source, detail from round where not ok order by source`)
    expect(holes).toEqual(
      ['metrics', 'status'].map(source => ({
        source,
        detail: expect.stringContaining('2 readings of its sender never came'),
      })),
    )
    const target = 'c-edge-uid/shop/Deployment/api'
    expect(await rows(`select subject from gap where reason like '2 readings%' order by subject`)).toEqual([
      { subject: target },
      { subject: `${target}#metrics` },
    ])
    expect(await derpBytes()).toBe(900)
  })

  test('a missing number that comes within the wait is in its place', async () => {
    await ago(3)
    await ago(1, { sequence: 3, metrics: grown(300) })
    await collect()
    await ago(2, { sequence: 2, metrics: grown(200) })
    await collect()
    expect(await rows('select lost::int, recorded::int from push_sender')).toEqual([{ lost: 0, recorded: 3 }])
    expect(await count('round where ok')).toBe(6)
    expect(await derpBytes()).toBe(300)
  })

  test('a collector killed between recording and settling: the next one records it again, and nothing changes', async () => {
    await ago(2)
    await ago(1, { sequence: 2, metrics: grown(400) })
    await pg.query('create table kept as select * from push_inbox')
    await collect()
    await pg.query(
      'insert into push_inbox select * from kept; drop table kept; update push_sender set recorded = 0',
    )
    await collect()
    expect(await derpBytes()).toBe(400)
    expect([await count('push_inbox'), await count('round')]).toEqual([0, 4])
  })

  test('two collectors at once: each message once', async () => {
    for (let sequence = 1; sequence <= 12; sequence++)
      await ago(20 - sequence, { sequence, metrics: grown(sequence * 10) })
    await Promise.all([collect(), collect(), collect()])
    await pg.query(`update push_inbox set claimed_at = null, received_at = received_at - interval '1 hour'`)
    await collect()
    expect(await count('push_inbox')).toBe(0)
    expect(await derpBytes()).toBe(110)
  })
})

describe('what cannot be used', () => {
  test.each([
    ['a status cut short', { status: status.slice(0, 500) }, 'truncated', 'in the middle of JSON'],
    ['a tailscaled that is not up', { status: '{"BackendState":"Stopped"}' }, 'not_running', 'Stopped'],
    [
      'a status that failed',
      { status: null, statusFailure: 'no socket' },
      'exec_failed',
      'its sender says: no socket',
    ],
  ])('%s is a failed look with its reason; the metrics beside it count', async (_, more, code, detail) => {
    await push(more)
    await collect()
    expect(await rows(`select source, ok, code, detail from round order by source`)).toEqual([
      { source: 'metrics', ok: true, code: null, detail: null },
      { source: 'status', ok: false, code, detail: expect.stringContaining(detail) },
    ])
  })
})

describe('a cluster that is watched', () => {
  const uid = podUid(aPod.uid)
  const target = targetId({
    cluster: clusterId('c-edge-uid'),
    namespace: 'shop',
    kind: 'Rollout',
    name: 'api',
    ordinal: null,
  })

  /** As the informers would have told of it; its workload is one that its name does not tell. */
  async function watched(namespace = 'shop'): Promise<void> {
    const seen = { firstSeen: new Date(), lastSeen: new Date() }
    await db.cluster.create({ data: { id: 'c-edge-uid', name: 'edge', ...seen } })
    await db.target.create({
      data: {
        id: target,
        clusterId: 'c-edge-uid',
        namespace: 'shop',
        kind: 'Rollout',
        workload: 'api',
        name: 'api',
        ...seen,
      },
    })
    await db.targetPod.create({
      data: { uid, targetId: target, name: aPod.name, container: 'ts', facts: {}, firstSeen: new Date() },
    })
    await push()
    await collect()
    const { memory } = [...pods.values()][0] ?? {}
    if (!memory) throw new Error('no pod was kept')
    const facts = { ...memory.facts, namespace, target }
    watches = [
      {
        id: clusterId('c-edge-uid'),
        name: 'edge',
        memories: new Map([[uid, newPodMemory(facts)]]),
      } as unknown as ClusterWatch,
    ]
  }

  test('a pod joins its target, and is not looked at beside that', async () => {
    await watched()
    await push({ sequence: 2 })
    await collect()
    expect(await rows('select distinct target_id from round')).toEqual([{ target_id: target }])
    expect(await count('target')).toBe(1)
    const memory = watches[0]?.memories.get(uid)
    expect(memory?.pushed.status).toMatchObject({ intervalSeconds: 30 })
    expect(memory?.match?.method).toBe('push')
  })

  test('a pod that it does not have is waited for, then said to be of no use', async () => {
    await watched()
    await push({ sender: 'another-run', pod: { ...aPod, uid: 'uid-of-nobody' } })
    await collect()
    expect(await count('push_inbox')).toBe(1)
    await pg.query(`update push_inbox set received_at = received_at - interval '2 minutes'`)
    await collect()
    expect(await count('push_inbox')).toBe(0)
    const job = pushHealthJob(context(), () => watches, pods)
    await job.run(new Date())
    expect(await rows(`select state, detail from source_health where id = 'push:edge'`)).toEqual([
      { state: 'failing', detail: expect.stringContaining('no such pod') },
    ])
  })
})

describe('health', () => {
  /** Runs the job as if it had been up for ten minutes. */
  async function health(): Promise<void> {
    const made = context()
    const job = pushHealthJob(made, () => watches, pods)
    await job.run(new Date(Date.now() - 600_000))
    await job.run(new Date())
    await made.queue.flush()
  }
  const silentFor = (minutes: number) =>
    pg.query(`update push_sender set last_at = last_at - make_interval(mins => ${minutes})`)

  test('who pushes is a source of its cluster; a clock that is off is named', async () => {
    await push({ sentAt: Date.now() / 1000 - 3_600, measuredAt: Date.now() / 1000 - 3_600 })
    await collect()
    await health()
    const [source] = await rows(`select cluster_id, state, title from source_health where id = 'push:edge'`)
    expect(source).toMatchObject({ cluster_id: 'c-edge-uid', state: 'ok' })
    expect(source.title).toMatch(
      /^Push “edge”: 1 sender; the clock of shop\/api-.* is 3600 s behind: corrected$/,
    )
  })

  test('silent: stale, its paths are given up with the reason, and what its spool brings later still counts', async () => {
    await ago(11)
    await ago(10, { sequence: 2 })
    await collect()
    await silentFor(10)
    await health()
    expect(await rows(`select state, code, detail from source_health where id = 'push:edge'`)).toEqual([
      {
        state: 'failing',
        code: 'timeout',
        detail: expect.stringContaining('stale: nothing came from 1 of 1'),
      },
    ])
    expect(await count(`path_now where kind = 'unknown'`)).toBeGreaterThan(0)
    expect(await count(`gap where ended_at is null and reason like 'nothing pushed%'`)).toBeGreaterThan(0)
    const spans = await rows(`select count(*)::int as n, min(ended_by) as by from path_span`)
    expect(spans[0]).toMatchObject({ by: 'gap' })
    for (const minute of [9, 8, 7])
      await ago(minute, { sequence: 12 - minute, metrics: grown(1000 - minute) })
    await collect()
    await health()
    // What came late fills the hole as if it had never been: no gap, no cut, and each path since it was first seen.
    expect(await count('gap')).toBe(0)
    expect(await count('path_span')).toBe(0)
    // Traffic goes on being counted.
    expect(await count(`path_now where kind in ('direct', 'derp') and active_since is null`)).toBe(0)
    expect(
      await count(`path_now where kind in ('direct', 'derp') and since > now() - interval '10 minutes'`),
    ).toBe(0)
    expect(await count(`path_now where kind = 'unknown' and why = 'source_failed'`)).toBe(0)
    expect(await count('gap where ended_at is null')).toBe(0)
    expect(await derpBytes()).toBe(993)
    expect(await rows(`select state from source_health where id = 'push:edge'`)).toEqual([{ state: 'ok' }])
  })

  test('a spool that lost its first looks: the hole stays, with its reason, until where the rest begins', async () => {
    await ago(21)
    await ago(20, { sequence: 2 })
    await collect()
    await silentFor(20)
    await health()
    for (const minute of [9, 8]) await ago(minute, { sequence: 12 - minute })
    await collect()
    const [gap, ...others] = await rows(
      `select extract(epoch from ended_at - started_at)::int as seconds, reason from gap where subject not like '%#metrics'`,
    )
    expect(others).toEqual([])
    expect(gap.seconds).toBeCloseTo(660, -1)
    expect(gap.reason).toMatch(/^nothing pushed/)
    expect(await count(`path_span where ended_by = 'gap'`)).toBeGreaterThan(0)
  })

  test('silent and filled in the same pass: nothing is left of it', async () => {
    await ago(11)
    await ago(10, { sequence: 2 })
    await collect()
    await silentFor(10)
    const made = context()
    const job = pushHealthJob(made, () => watches, pods)
    await job.run(new Date(Date.now() - 600_000))
    await job.run(new Date())
    for (const minute of [9, 8]) await ago(minute, { sequence: 12 - minute })
    await pushJob(made, () => watches, pods).run(new Date())
    expect(await count('gap')).toBe(0)
    expect(await count('path_span')).toBe(0)
    expect(await count(`path_now where kind = 'unknown'`)).toBe(0)
  })

  test('a stop of the collector is no hole of a pod whose sender had spooled, and one of everybody else’s', async () => {
    await ago(10)
    await collect()
    const of = (minutes: number) => new Date(Date.now() - minutes * 60_000)
    const hole = {
      subject: 'collector',
      startedAt: of(9.5),
      endedAt: of(4.5),
      code: 'stopped',
      reason: 'stopped',
    }
    await db.gap.create({ data: hole })
    const window = { from: of(30), to: of(0) }
    const target = (await rows('select id from target'))[0].id
    const seen = async (...targets: string[]) =>
      (await gaps(db, { window, subjects: ['collector', ...targets] })).map(({ code }) => code)
    expect(await seen(target)).toEqual(['stopped'])
    for (const minute of [9, 8, 7, 6, 5, 4]) await ago(minute, { sequence: 11 - minute })
    await collect()
    expect(await seen(target)).toEqual([])
    expect(await seen(target, `${target}#metrics`)).toEqual([])
    expect(await seen(target, 'another/one')).toEqual(['stopped'])
    expect(await seen()).toEqual(['stopped'])
  })

  test('right after a start nobody is called silent', async () => {
    await push()
    await collect()
    await silentFor(60)
    await pushHealthJob(context(), () => watches, pods).run(new Date())
    expect(await rows(`select state from source_health where id = 'push:edge'`)).toEqual([{ state: 'ok' }])
  })

  test('a rollout: the old pod is gone when it has long been silent and a new one pushes', async () => {
    await push()
    await collect()
    await silentFor(30)
    await pg.query(`update target_pod set first_seen = first_seen - interval '1 day'`)
    await push({
      sender: 'another-run',
      pod: { ...aPod, uid: 'uid-of-the-next', name: 'api-7d9c5bdf9c-zzzzz' },
    })
    await collect()
    await health()
    expect(await rows(`select uid, gone_at is null as here from target_pod order by here`)).toEqual([
      { uid: aPod.uid, here: false },
      { uid: 'uid-of-the-next', here: true },
    ])
    expect(await count('target where gone_at is null')).toBe(1)
  })
})
