import { Client } from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { type CollectorWishes, type TestStage, testStage } from '#lib/demo/testStage.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { onlyClusters } from '#lib/fake/world/onlyClusters.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'

const start = new Date('2026-11-24T10:00:00Z')
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
  pg: Client
}

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function scene(clusters = ['dc-calico', 'gke-private']): Promise<Scene> {
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
  return { ...stage, pg, rows: async sql => (await pg.query(sql)).rows }
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

describe('bytes are the counters’ own difference', () => {
  test('two collectors for ten minutes, one of them killed in the middle of its writes', async () => {
    const { begin, step, rows, pg } = await scene()
    const one = await begin(quick)
    const base = sums(await rows<Sum>(counters))
    const two = await begin(quick)
    await step([one.collector, two.collector], 60, 4)
    // All of its connections end while it writes, and it never comes again.
    const writing = step([one.collector, two.collector], 60)
    await pg.query(`select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and application_name = 'tailpath'`)
    await writing
    await step([two.collector], 60, 5)
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
    expect(pods.every(({ slots }) => slots === 11)).toBe(true)
    expect(await rows(`select 1 from round where not ok`)).toEqual([])
  })

  test('a collector off for two days leaves one gap with its reason, and no spike', async () => {
    const { begin, step, rows, setNow, now } = await scene()
    const one = await begin(quick)
    const base = sums(await rows<Sum>(counters))
    await step([one.collector], 60, 5)
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
    const [after] = await rows<{ most: number }>('select max(bytes)::float8 as most from traffic_1m')
    expect(after?.most).toBeLessThanOrEqual(1.5 * (usual[0]?.most ?? 0))
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
  })

  test.each([
    ['ahead', 3600],
    ['behind', -3600],
  ])(
    'clocks of the API servers and pods an hour %s change neither bytes nor paths, and nothing is in the future',
    async (_, seconds) => {
      const { begin, step, rows, skew, now } = await scene()
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
  const failing = await rows(`select id, detail from source_health where state <> 'ok' and state <> 'absent'`)
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
