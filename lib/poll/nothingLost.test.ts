import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { bytes } from '#app/ask/bytes.ts'
import { shares } from '#app/ask/shares.ts'
import { type CollectorWishes, everyMinute, type TestStage, testStage } from '#lib/demo/testStage.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { onlyClusters } from '#lib/fake/world/onlyClusters.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { Collector } from './collector.ts'
import type { TestOrder } from './testCollector.ts'
import { testProxy } from './testProxy.ts'

const noon = new Date('2026-11-24T12:00:00Z')
const hourMs = 3_600_000
const quick: CollectorWishes = {
  opener: {
    pacing: {
      firstPauseMs: 20,
      longestPauseMs: 60,
      recheckMs: 100,
      pollMs: 200,
      watchSeconds: 240,
      answerMs: 2_000,
    },
  },
}

interface Scene extends TestStage {
  rows<T = Record<string, unknown>>(sql: string): Promise<T[]>
  url: string
}

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function scene(clusters = ['dc-calico', 'gke-private'], start = noon): Promise<Scene> {
  const database = await testDatabase()
  endings.push(database.close)
  const stage = await testStage({
    world: onlyClusters(labWorld({ at: start }), clusters),
    url: database.url,
    start,
  })
  const pg = new Client({ connectionString: database.url })
  pg.on('error', () => undefined)
  await pg.connect()
  endings.push(() => pg.end())
  endings.push(() => stage.close())
  return { ...stage, url: database.url, rows: async sql => (await pg.query(sql)).rows }
}

/** Bytes by target, path and direction: what is kept in buckets of a width. */
const kept = (table: string) =>
  `select target_id, path, direction, sum(bytes)::float8 as bytes from ${table} group by 1, 2, 3 having sum(bytes) > 0 order by 1, 2, 3`
/** The same as the counters had them, between two readings of every pod. */
const counters = `
  select target_id, split_part(counter->>'path', '_ipv', 1) as path, counter->>'direction' as direction,
         sum((counter->>'bytes')::float8) as bytes
  from observer_state, jsonb_array_elements(counters) counter group by 1, 2, 3 order by 1, 2, 3`

interface Sum {
  target_id: string
  path: string
  direction: string
  bytes: number
}
const keyOf = ({ target_id, path, direction }: Sum) =>
  [target_id, path.replace(/_ipv[46]$/, ''), direction].join(' ')
function sums(rows: readonly Sum[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const row of rows) found.set(keyOf(row), (found.get(keyOf(row)) ?? 0) + row.bytes)
  return found
}
const grown = (before: Map<string, number>, after: Map<string, number>) =>
  Object.fromEntries(
    [...after]
      .map(([key, bytes]) => [key, bytes - (before.get(key) ?? 0)] as const)
      .filter(([, bytes]) => bytes > 0),
  )

/** A collector in a process of its own, on the stage's clock. */
async function childOf(stage: Scene, databaseUrl: string) {
  const child = fork(join(import.meta.dirname, 'testCollector.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  endings.push(async () => void child.kill('SIGKILL'))
  const ended = new Promise<NodeJS.Signals | null>(done => child.once('exit', (_, signal) => done(signal)))
  const told = async (order: TestOrder) => {
    const done = new Promise(resolve => child.once('message', resolve))
    child.send(order, () => {})
    await Promise.race([done, ended])
  }
  const { mayExec: _, ...settings } = everyMinute
  const { fake } = stage
  await told({
    begin: {
      at: stage.now().getTime(),
      databaseUrl,
      kubeconfig: fake.kubeconfig(),
      tailscaleUrl: fake.tailscaleUrl,
      apiKey: fake.apiKey,
      settings,
    },
  })
  const looking: Pick<Collector, 'step' | 'flush'> = {
    step: at => told({ stepTo: at.getTime() }),
    flush: async () => {},
  }
  return { child, ended, looking }
}

const killed = (child: ChildProcess) => child.kill('SIGKILL')

/** Both look at the same moment, as two processes do. */
const together = (all: readonly Pick<Collector, 'step' | 'flush'>[]): Pick<Collector, 'step' | 'flush'> => ({
  step: async at => void (await Promise.all(all.map(one => one.step(at)))),
  flush: async () => void (await Promise.all(all.map(one => one.flush()))),
})

/** What the pages draw of the bytes of every target: the highest rate, and how many buckets; and the holes of the overview. */
async function drawn(
  { db, rows, now }: Scene,
  window: TimeWindow,
): Promise<{ highest: number; measured: number; estimated: number; future: number; holes: string[] }> {
  const targets = await rows<Record<'cluster' | 'namespace' | 'name', string>>(
    'select cluster_id as cluster, namespace, name from target',
  )
  const views = await Promise.all(
    targets.map(params => bytes.answer({ db, now: now(), window, params: { ...params } })),
  )
  const points = views.flatMap(view => (view?.source === 'metrics' ? view.series.points : []))
  const rate = ({ direct, peer_relay, derp }: (typeof points)[number]) =>
    (direct ?? 0) + (peer_relay ?? 0) + (derp ?? 0)
  const overview = await shares.answer({ db, now: now(), window, params: {} })
  return {
    highest: Math.max(...points.map(rate)),
    measured: points.filter(point => point.direct !== null).length,
    estimated: points.filter(point => point.estimated > 0.99).length,
    future: points.filter(point => point.at > now().getTime() && point.direct !== null).length,
    holes: overview?.blocks.time.series.holes.map(hole => hole.reason) ?? [],
  }
}
const since = (from: Date, to: Date): TimeWindow => ({ from, to })

describe('bytes are the counters’ own difference', () => {
  test('two collectors for ten minutes, one of them killed with -9 in the middle of a round', async () => {
    const stage = await scene()
    const { begin, step, rows, url } = stage
    const proxy = await testProxy(url)
    endings.push(async () => proxy.close())
    const { child, ended, looking } = await childOf(stage, proxy.url)
    const base = sums(await rows<Sum>(counters))
    const { collector } = await begin(quick)
    await step([together([looking, collector])], 60, 4)

    // Some of its statements are with the server, the next one never comes: and the process is gone.
    const midRound = 6
    let killedAt = 0
    proxy.onStatement = number => {
      if (number < midRound) return true
      if (killedAt === 0 && killed(child)) killedAt = number
      return false
    }
    // The killed one is first in this minute, so that what it began is there for the other one to trip over.
    await step([looking, collector], 60)
    expect([killedAt, await ended]).toEqual([midRound, 'SIGKILL'])
    await step([collector], 60, 5)

    const expected = grown(base, sums(await rows<Sum>(counters)))
    expect(Object.keys(expected).length).toBeGreaterThan(5)
    for (const table of ['traffic_1m', 'traffic_5m', 'traffic_1h', 'traffic_1d'])
      expect(Object.fromEntries(sums(await rows<Sum>(kept(table)))), table).toEqual(expected)
    const doubles = 'select pod_uid, source, slot from round group by 1, 2, 3 having count(*) > 1'
    expect(await rows(doubles)).toEqual([])
    const pods = await rows<{ slots: number }>(
      `select count(*)::int as slots from round where source = 'metrics' and ok group by pod_uid`,
    )
    // The first look and ten minutes: none is missing, as the other one made it.
    expect(pods.length).toBeGreaterThan(1)
    expect(pods.every(({ slots }) => slots === 11)).toBe(true)
    expect(await rows(`select 1 from round where not ok`)).toEqual([])
    expect(
      await rows(`select pid from pg_stat_activity
                  where datname = current_database() and state like 'idle in transaction%'`),
    ).toEqual([])
  })

  test('a collector off for two days leaves one gap with its reason, and no spike', async () => {
    const stage = await scene()
    const { begin, step, rows, setNow, now } = stage
    const one = await begin(quick)
    const base = sums(await rows<Sum>(counters))
    await step([one.collector], 60, 5)
    const before = await drawn(stage, since(noon, now()))
    const usual = await rows<{ most: number }>('select max(bytes)::float8 as most from traffic_1m')
    setNow(new Date(now().getTime() + 2 * 86_400_000))
    const two = await begin(quick)
    await step([two.collector], 60, 2)
    expect(
      await rows(
        `select code, reason, ended_at - started_at > '1 day' as long from gap where subject = 'collector'`,
      ),
    ).toEqual([{ code: 'killed', reason: expect.stringContaining('the collector was killed'), long: true }])
    expect(await rows(`select subject from gap where subject <> 'collector'`)).toEqual([])
    const [spread] = await rows<{ most: number }>('select max(bytes)::float8 as most from traffic_1m')
    expect(spread?.most).toBeLessThanOrEqual(1.5 * (usual[0]?.most ?? 0))
    const [estimated] = await rows<{ share: number }>(
      `select sum(estimated)::float8 / sum(bytes)::float8 as share from traffic_1d`,
    )
    expect(estimated?.share).toBeGreaterThan(0.99)
    expect(Object.fromEntries(sums(await rows<Sum>(kept('traffic_1d'))))).toEqual(
      grown(base, sums(await rows<Sum>(counters))),
    )
    // Nothing is said of paths in the two days.
    const over = await rows(`select 1 from path_span where ended_at - started_at > '1 hour'`)
    const still = await rows(`select 1 from path_now where kind <> 'unknown' and since < '2026-11-25'`)
    expect([over, still]).toEqual([[], []])
    // Nor do the pages: no bar above what was usual, what was spread is marked, and the hole is one with its reason.
    const after = await drawn(stage, since(noon, now()))
    expect(after.highest).toBeGreaterThan(0)
    expect(after.highest).toBeLessThanOrEqual(1.5 * before.highest)
    expect(after.estimated).toBeGreaterThan(0.9 * after.measured)
    expect(after.holes).toEqual([expect.stringContaining('the collector was killed')])
  })

  test.each([
    ['ahead', 3600],
    ['behind', -3600],
  ])(
    'clocks of the API servers and pods an hour %s change neither bytes nor paths, and nothing is in the future',
    async (_, seconds) => {
      const stage = await scene()
      const { begin, step, rows, skew, now } = stage
      skew(seconds)
      const { collector } = await begin(quick)
      const base = sums(await rows<Sum>(counters))
      await step([collector], 60, 3)
      expect(Object.fromEntries(sums(await rows<Sum>(kept('traffic_1d'))))).toEqual(
        grown(base, sums(await rows<Sum>(counters))),
      )
      const at = `'${now().toISOString()}'`
      for (const [table, column] of [
        ['round', 'slot'],
        ['path_now', 'since'],
        ['fact_span', 'valid_from'],
        ['event', 'at'],
        ['region_latency', 'at'],
        ['traffic_1m', 'bucket'],
      ])
        expect([table, await rows(`select ${column} from ${table} where ${column} > ${at} limit 3`)]).toEqual(
          [table, []],
        )
      expect(await rows(`select 1 from path_now where kind = 'direct'`)).not.toEqual([])
      expect(await rows(`select 1 from round where not ok`)).toEqual([])
      const { highest, measured, future } = await drawn(
        stage,
        since(noon, new Date(now().getTime() + hourMs)),
      )
      const right = await scene()
      const other = await right.begin(quick)
      await right.step([other.collector], 60, 3)
      const usual = await drawn(right, since(noon, right.now()))
      expect([measured, future]).toEqual([usual.measured, 0])
      // What flows at another hour of the lab's day is not quite the same.
      expect(highest).toBeLessThanOrEqual(1.5 * usual.highest)
    },
  )

  test.each([
    ['set forward by an hour, and back after three minutes', hourMs],
    ['set back by an hour, and forward after three minutes', -hourMs],
  ])(
    'the collector’s own clock is %s: no byte lost or twice, no spike, no doubled round',
    async (_, byMs) => {
      // An hour ahead is ahead of the database's clock too.
      const start = new Date(Math.floor(Date.now() / 60_000 - 10) * 60_000)
      const stage = await scene(undefined, start)
      const { begin, step, rows, skew, now, setNow } = stage
      const { collector } = await begin(quick)
      const base = sums(await rows<Sum>(counters))
      await step([collector], 60, 5)
      const usual = await drawn(stage, since(start, now()))
      // The world's clock is right all the while.
      setNow(new Date(now().getTime() + byMs))
      skew(-byMs / 1000)
      await step([collector], 60, 3)
      setNow(new Date(now().getTime() - byMs))
      skew(0)
      await step([collector], 60, 65)
      expect(Object.fromEntries(sums(await rows<Sum>(kept('traffic_1d'))))).toEqual(
        grown(base, sums(await rows<Sum>(counters))),
      )
      const doubles = 'select 1 from round group by pod_uid, source, slot having count(*) > 1'
      expect(await rows(doubles)).toEqual([])
      const { highest, future } = await drawn(stage, since(start, now()))
      // The minutes that a wrong clock named have what went then, and later what goes by the right one: twice, and no spike.
      expect(highest).toBeLessThanOrEqual(2.5 * usual.highest)
      expect(future).toBe(0)
      expect(
        await rows(`select 1 from path_span a join path_span b using (observer, peer)
                  where (a.started_at, a.ended_at) < (b.started_at, b.ended_at) and a.ended_at > b.started_at`),
      ).toEqual([])
      expect(await rows(`select 1 from path_span where ended_at < started_at`)).toEqual([])
      expect(await rows(`select 1 from path_now where since > '${now().toISOString()}'`)).toEqual([])
    },
  )
})

test('an exec right that is taken: paths go on for three intervals, then they are unknown with the reason', async () => {
  const { begin, step, rows, fake } = await scene(['dc-calico'])
  const settings = { sweepSeconds: 60 }
  const { collector } = await begin({ ...quick, settings })
  await step([collector], 60, 3)
  const known = async () => (await rows(`select 1 from path_now where kind <> 'unknown'`)).length
  const before = await known()
  expect(before).toBeGreaterThan(3)
  fake.deny({ cluster: 'dc-calico', resource: 'pods/exec' })
  // The rights are asked for at the next sweep, and nobody execs in vain from then on.
  await step([collector], 60, 2)
  expect(await known()).toBe(before)
  await step([collector], 60, 3)
  expect(await known()).toBe(0)
  const reasons = await rows<{ reason: string }>(
    `select distinct reason from path_now where kind = 'unknown'`,
  )
  expect(reasons.map(each => each.reason).join()).toMatch(/no right to exec|forbidden|cannot/)
  expect(
    (await rows(`select 1 from gap where code = 'forbidden' and subject not like 'cluster:%'`)).length,
  ).toBeGreaterThan(0)
  const [{ rounds } = { rounds: 0 }] = await rows<{ rounds: number }>(
    `select count(*)::int rounds from round where not ok`,
  )
  await step([collector], 60, 2)
  // Told, and then left alone.
  expect(await rows(`select count(*)::int rounds from round where not ok`)).toEqual([{ rounds }])
})

test('an API server that is away is one source and one gap, and the other cluster goes on', async () => {
  const { begin, step, rows, fake, now } = await scene()
  const { collector } = await begin(quick)
  await step([collector], 60, 2)
  const away = fake.clusters.find(({ name }) => name === 'dc-calico')
  const heal = fake.fault({ cluster: 'dc-calico', route: /./ })
  fake.cut('dc-calico', /./)
  await expect
    .poll(
      async () => {
        await step([collector], 5)
        return (await rows(`select state from source_health where id = 'cluster:${away?.uid}:api'`))[0]?.state
      },
      { timeout: 10_000, interval: 100 },
    )
    .toBe('failing')
  const minute = 60 - ((now().getTime() / 1000) % 60)
  await step([collector], minute)
  await step([collector], 60, 3)
  const failing = await rows(`select id, detail from source_health where state in ('failing', 'denied')`)
  expect(failing).toEqual([
    {
      id: `cluster:${away?.uid}:api`,
      detail: expect.stringContaining('the Kubernetes API of dc-calico is away'),
    },
  ])
  expect(await rows(`select subject from gap where subject like 'cluster:%'`)).toEqual([
    { subject: `cluster:${away?.uid}:api` },
  ])
  expect(await rows(`select 1 from round where not ok and target_id not like '${away?.uid}/%'`)).toEqual([])
  heal()
  await expect
    .poll(
      async () => {
        await step([collector], 5)
        return (await rows(`select state from source_health where id = 'cluster:${away?.uid}:api'`))[0]?.state
      },
      { timeout: 10_000, interval: 200 },
    )
    .toBe('ok')
  expect(await rows(`select 1 from gap where subject like 'cluster:%' and ended_at is null`)).toEqual([])
})
