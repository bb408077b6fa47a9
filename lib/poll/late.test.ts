import { Client } from 'pg'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { onlyClusters } from '#lib/fake/world/onlyClusters.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import { realClock } from './clock.ts'
import { fromKubeconfig } from './clusterOpeners.ts'
import { collector } from './collector.ts'
import { beginRun } from './collectorRun.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** Seconds. An exec is waited for longer than an interval. */
const interval = 2
const waits = { exec: 5_000, metrics: 5_000, log: 5_000 }
const runMs = 17_000

test('a hanging exec, a slow body and a dead node: those pods are late, the others stay within two intervals', {
  timeout: 60_000,
}, async () => {
  const database = await testDatabase()
  endings.push(database.close)
  const db = openDatabase(database.url)
  endings.push(() => closeDatabase(db))
  const pg = new Client({ connectionString: database.url })
  await pg.connect()
  endings.push(() => pg.end())
  await openTailnet(db, { mode: 'demo', name: 'lab' })
  const fake = await startFake({ world: onlyClusters(labWorld(), ['eks-prod']) })
  endings.push(() => fake.close())
  const hour = 3_600_000
  const onNode = ['ts-shop-x7k2p-0', 'api-']
  // More of them at once than may be asked at once.
  for (const pod of [...onNode, 'hostport-', 'public-'])
    fake.fault({ route: new RegExp(`/pods/${pod}[^/]*/(exec|proxy|log)`), delayMs: hour })
  fake.fault({ route: /\/pods\/edge-0:9002\/proxy/, status: 200, body: 'tailscaled_', course: 'drip' })

  const stop = new AbortController()
  const run = await beginRun(db, new Date())
  const log = pino({ level: 'silent' })
  const collecting = collector({
    runId: run.id,
    db,
    clock: realClock,
    log,
    settings: {
      statusSeconds: interval,
      metricsSeconds: interval,
      sweepSeconds: interval,
      apiSeconds: 60,
      diagnoseSeconds: 60,
      maintainSeconds: 60,
      execsPerSecond: 100,
      concurrency: 3,
      mayExec: () => true,
    },
    signal: stop.signal,
    clusters: fromKubeconfig(fake.kubeconfig(), { log, now: realClock.now, waits }),
    control: null,
  })
  endings.push(() => collecting.close())
  await collecting.first()
  const began = new Date()
  setTimeout(() => stop.abort(), runMs)
  await collecting.run()
  await collecting.flush()

  const { rows } = await pg.query<{ name: string; source: string; good: number; gap: number }>(
    `select name, source, count(*) filter (where ok)::int as good, max(gap)::float8 as gap
     from (select pod.name, round.source, round.ok, extract(epoch from slot - lag(slot) over (partition by pod_uid, source, ok order by slot)) as gap
           from round join target_pod pod on pod.uid = round.pod_uid where slot >= $1) seen
     group by 1, 2 order by 1, 2`,
    [began],
  )
  const isHit = (name: string) => /^(ts-shop-x7k2p-0|api-|hostport-|public-)/.test(name)
  const others = rows.filter(
    ({ name, source }) => !isHit(name) && !(name === 'edge-0' && source === 'metrics'),
  )
  expect(others.filter(({ source }) => source === 'status').length).toBeGreaterThanOrEqual(4)
  expect(
    others.filter(({ gap, good }) => !(gap <= 2 * interval && good >= (runMs / 1000 / interval) * 0.5)),
  ).toEqual([])
  expect(rows.filter(({ name }) => isHit(name)).reduce((sum, { good }) => sum + good, 0)).toBe(0)
  const { rows: failed } = await pg.query(`select distinct code from round where not ok`)
  expect(failed).toEqual([{ code: 'timeout' }])
})
