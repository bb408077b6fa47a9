import { Client } from 'pg'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import type { KubeObject, Live, World } from '#lib/fake/model.ts'
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
const interval = 3
const waits = { exec: 5_000, metrics: 5_000, log: 5_000 }
const runMs = 24_000

/** So many more pods beside those of the lab's cluster, each a device of its own that says what one of the lab's says. */
const fleet = 56
const isOfFleet = ({ metadata }: KubeObject) => metadata.name.startsWith('fleet-')

function withFleet(world: World): World {
  const [cluster] = world.clusters
  const like = cluster?.objects.find(({ kind, metadata }) => kind === 'Pod' && metadata.name === 'edge-0')
  if (!cluster || !like) throw new Error('the lab has edge-0')
  const { ownerReferences: _, ...metadata } = like.metadata
  const pods = Array.from({ length: fleet }, (_, number): KubeObject => {
    const podIP = `10.20.77.${number + 1}`
    return {
      ...like,
      metadata: {
        ...metadata,
        name: `fleet-${number}`,
        uid: `${100 + number}00000-0000-4000-8000-000000000000`,
      },
      status: { ...(like.status as object), podIP, podIPs: [{ ip: podIP }] },
    }
  })
  const labOnly =
    (live: Live): Live =>
    name =>
      live(name).filter(object => !isOfFleet(object))
  return {
    ...world,
    clusters: [{ ...cluster, objects: [...cluster.objects, ...pods] }],
    devices: (live, now) => world.devices(labOnly(live), now),
    reconcile: (name, live, now) => world.reconcile(name, labOnly(live), now),
    voice(name, pod, live, now) {
      if (!isOfFleet(pod)) return world.voice(name, pod, labOnly(live), now)
      const voice = world.voice(name, like, labOnly(live), now)
      const self =
        voice &&
        (JSON.parse(voice.statusJson({ activeOnly: true, peers: false })) as { Self: { ID: string } })
      return (
        voice && {
          ...voice,
          statusJson: options =>
            voice.statusJson(options).replaceAll(self?.Self.ID ?? '', `n${pod.metadata.name}CNTRL`),
        }
      )
    },
  }
}

test('a hanging exec, a slow body and a dead node among 64 pods: those are late, the others stay within two intervals', {
  timeout: 150_000,
}, async () => {
  const database = await testDatabase()
  endings.push(database.close)
  const db = openDatabase(database.url)
  endings.push(() => closeDatabase(db))
  const pg = new Client({ connectionString: database.url })
  await pg.connect()
  endings.push(() => pg.end())
  await openTailnet(db, { mode: 'demo', name: 'lab' })
  const fake = await startFake({ world: withFleet(onlyClusters(labWorld(), ['eks-prod'])) })
  endings.push(() => fake.close())
  const hour = 3_600_000
  const hang = (pods: string, ways: string) =>
    fake.fault({ route: new RegExp(`/pods/(${pods})[^/]*/(${ways})`), delayMs: hour })
  // A dead node: nothing of its pods answers. More of them at once than may be asked at once.
  hang('ts-shop-x7k2p-0|api-|hostport-|public-|fleet-[0-9](?![0-9])', 'exec|proxy|log')
  // Stuck containers, and bodies that never end.
  hang('fleet-1[0-3](?![0-9])', 'exec')
  const drip = { status: 200, body: 'tailscaled_', course: 'drip' } as const
  fake.fault({ route: /\/pods\/(edge-0|fleet-1[4-7]):9002\/proxy/, ...drip })

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
      concurrency: 8,
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
  const isDead = (name: string) => /^(ts-shop-x7k2p-0|api-|hostport-|public-|fleet-\d$)/.test(name)
  const isHit = (name: string, source: string) =>
    isDead(name) || (source === 'status' ? /^fleet-1[0-3]$/ : /^(edge-0|fleet-1[4-7])$/).test(name)
  const others = rows.filter(({ name, source }) => !isHit(name, source))
  for (const source of ['status', 'metrics'])
    expect(others.filter(each => each.source === source).length).toBeGreaterThanOrEqual(44)
  expect(
    others.filter(({ gap, good }) => !(gap <= 2 * interval && good >= (runMs / 1000 / interval) * 0.5)),
  ).toEqual([])
  // Where only the way by the network is stuck, the counters come by exec.
  const silent = rows.filter(
    ({ name, source }) => isHit(name, source) && (isDead(name) || source === 'status'),
  )
  expect(silent.reduce((sum, { good }) => sum + good, 0)).toBe(0)
  const { rows: failed } = await pg.query(`select distinct code from round where not ok`)
  expect(failed).toEqual([{ code: 'timeout' }])
  const { rows: stuck } = await pg.query(
    `select distinct pod_uid from round where not ok and source = 'status'`,
  )
  expect(stuck).toHaveLength(4 + 10 + 4)
  const { rows: targets } = await pg.query('select 1 from target where gone_at is null')
  expect(targets.length).toBeGreaterThanOrEqual(64)
})
