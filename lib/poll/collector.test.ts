import { Client } from 'pg'
import { pino } from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import { tailscaleClient } from '#lib/collect/tailscale/tailscaleClient.ts'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import { fromKubeconfig } from './clusterOpeners.ts'
import { type Collector, collector } from './collector.ts'
import { beginRun } from './collectorRun.ts'
import type { PollSettings } from './settings.ts'

const log = pino({ level: 'silent' })
const settings: PollSettings = {
  statusSeconds: 60,
  metricsSeconds: 60,
  sweepSeconds: 900,
  apiSeconds: 60,
  diagnoseSeconds: 60,
  maintainSeconds: 60,
  execsPerSecond: 1000,
  concurrency: 8,
  mayExec: () => true,
}
const start = new Date('2026-11-24T10:00:00Z')

interface Stage {
  fake: Fake
  collector: Collector
  /** Another collector on the same database and fakes, as after a restart or beside the first. */
  another(more?: Partial<PollSettings>): Promise<Collector>
  /** Steps the clock and the collector by whole minutes. */
  minutes(count: number, of?: Collector): Promise<void>
  rows<T = Record<string, unknown>>(sql: string): Promise<T[]>
}

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function stage(more: Partial<PollSettings> = {}): Promise<Stage> {
  let now = start
  const clock = { now: () => now, sleep: async () => {} }
  const database = await testDatabase()
  endings.push(database.close)
  const db = openDatabase(database.url)
  endings.push(() => closeDatabase(db))
  const pg = new Client({ connectionString: database.url })
  await pg.connect()
  endings.push(() => pg.end())
  await openTailnet(db, { mode: 'demo', name: 'lab' })
  const fake = await startFake({ world: labWorld(), now: clock.now })
  endings.push(() => fake.close())
  const stop = new AbortController()
  endings.push(async () => stop.abort())

  const another: Stage['another'] = async (other = {}) => {
    const run = await beginRun(db, now)
    const made = collector({
      runId: run.id,
      db,
      clock,
      log,
      settings: { ...settings, ...more, ...other },
      signal: stop.signal,
      clusters: fromKubeconfig(fake.kubeconfig(), { log, now: clock.now }),
      control: tailscaleClient({
        baseUrl: fake.tailscaleUrl,
        tailnet: '-',
        credential: { kind: 'api_key', key: fake.apiKey },
        fetch,
        now: clock.now,
      }),
    })
    endings.push(() => made.close())
    await made.first()
    return made
  }
  const first = await another()
  return {
    fake,
    collector: first,
    another,
    async minutes(count, of = first) {
      for (let minute = 0; minute < count; minute++) {
        now = new Date(now.getTime() + 60_000)
        await of.step(now)
      }
      await of.flush()
    },
    rows: async sql => (await pg.query(sql)).rows,
  }
}

const count = (rows: { n: string | number }[]) => Number(rows[0]?.n)

describe('the collector against the lab over real HTTP', () => {
  test('one pass brings devices, pods, paths, bytes, NAT facts and diagnoses', async () => {
    const { rows, minutes } = await stage()
    await minutes(3)
    const [seen] = await rows(`select
      (select count(*)::int from device) as devices,
      (select count(*)::int from target) as targets,
      (select count(*)::int from target_pod where match_method = 'exec') as matched,
      (select count(*)::int from path_now where kind = 'direct') as direct,
      (select count(*)::int from path_now where kind = 'derp') as derp,
      (select count(*)::int from traffic_1m) as buckets,
      (select count(*)::int from observer_state where net_info is not null) as nat_known,
      (select count(*)::int from diagnosis) as diagnoses,
      (select jsonb_array_length(derp_map) from tailnet) as regions,
      (select count(*)::int from round where not ok) as failed`)
    expect(seen).toMatchObject({ regions: 3, failed: 0 })
    for (const what of ['devices', 'targets', 'matched', 'direct', 'derp', 'nat_known', 'diagnoses']) {
      expect([what, Number(seen?.[what]) > 5]).toEqual([what, true])
    }
  })

  test('a source that fails in the middle leaves a gap with its reason, and the others go on', async () => {
    const { fake, rows, minutes } = await stage()
    await minutes(1)
    const [broken] = fake.clusters
    const heal = fake.fault({ cluster: broken?.name ?? '', route: /\/exec/, status: 500 })
    await minutes(6)
    const cluster = `split_part(target_id, '/', 1) = '${broken?.uid}'`
    const failed = await rows<{ n: number }>(`select count(*)::int n from round where ${cluster} and not ok`)
    const others = await rows<{ n: number }>(
      `select count(*)::int n from round where not ${cluster} and not ok`,
    )
    expect(count(failed)).toBeGreaterThan(3)
    expect(count(others)).toBe(0)
    const [health] = await rows(
      `select state, code from source_health where id = 'cluster:${broken?.uid}:exec'`,
    )
    expect(health?.['state']).toBe('failing')
    heal()
    await minutes(2)
    const [healed] = await rows(`select state from source_health where id = 'cluster:${broken?.uid}:exec'`)
    expect(healed?.['state']).toBe('ok')
    const gaps = await rows(`select code, reason, ended_at from gap where subject like '${broken?.uid}/%'`)
    expect(gaps.length).toBeGreaterThan(0)
    expect(gaps.every(gap => gap['ended_at'] !== null && gap['reason'] !== '')).toBe(true)
  })

  test('an API that fails costs neither paths nor devices', async () => {
    const { fake, rows, minutes } = await stage()
    const before = count(await rows(`select count(*)::int n from device where gone_at is null`))
    fake.fault({ route: /\/devices/, status: 503, body: 'down' })
    await minutes(2)
    expect(count(await rows(`select count(*)::int n from device where gone_at is null`))).toBe(before)
    const [health] = await rows(`select state from source_health where id = 'tailscale:devices'`)
    expect(health?.['state']).toBe('failing')
    expect(
      count(await rows(`select count(*)::int n from round where slot > '2026-11-24T10:01:00Z' and ok`)),
    ).toBeGreaterThan(0)
  })

  test('two collectors at once: each slot once, each byte once', async () => {
    const { rows, minutes, another, collector: first } = await stage()
    const second = await another()
    await Promise.all([minutes(2, first)])
    await second.step(new Date('2026-11-24T10:02:00Z'))
    await second.flush()
    const doubles = await rows(
      `select pod_uid, source, slot, count(*) from round group by 1, 2, 3 having count(*) > 1`,
    )
    expect(doubles).toEqual([])
  })

  test('a restarted collector goes on where the last one was, without counting twice', async () => {
    const { rows, minutes, another, collector: first } = await stage()
    await minutes(2)
    const before = await rows(`select sum(bytes)::text as bytes from traffic_1m`)
    await first.close()
    const second = await another()
    const after = await rows(`select sum(bytes)::text as bytes from traffic_1m`)
    expect(after).toEqual(before)
    await minutes(1, second)
    expect(count(await rows(`select count(*)::int n from collector`))).toBe(2)
  })

  test('a pod that vanished is gone, with no failed round after', async () => {
    const { fake, rows, minutes } = await stage()
    await minutes(1)
    const [target] = await rows<{ name: string; cluster: string; namespace: string }>(
      `select p.name, c.name as cluster, t.namespace from target_pod p join target t on t.id = p.target_id
       join cluster c on c.id = t.cluster_id where t.kind = 'Deployment' limit 1`,
    )
    if (!target) throw new Error('the lab has a Deployment')
    fake.remove(target.cluster, {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: target.namespace,
      name: target.name,
    })
    await new Promise(resolve => setTimeout(resolve, 300))
    await minutes(3)
    const [pod] = await rows(`select gone_at from target_pod where name = '${target.name}'`)
    expect(pod?.['gone_at']).not.toBeNull()
    expect(count(await rows(`select count(*)::int n from round where not ok`))).toBe(0)
  })

  test('a budget of one exec a minute is kept, and everyone gets a turn', async () => {
    const { fake, minutes, rows } = await stage({ execsPerSecond: 1 / 60 })
    const before = fake.requests().filter(request => request.path.includes('/exec')).length
    await minutes(5)
    const execs = fake.requests().filter(request => request.path.includes('/exec')).length - before
    expect(execs).toBeLessThanOrEqual(5 * fake.clusters.length)
    expect(execs).toBeGreaterThan(0)
    const looked = await rows(`select distinct pod_uid from round where source = 'status'`)
    expect(looked.length).toBeGreaterThan(fake.clusters.length)
  })

  test('no exec where nobody switched it on: the reason stands with the target', async () => {
    const { fake, rows } = await stage({ mayExec: () => false })
    expect(fake.requests().some(request => request.path.includes('/exec'))).toBe(false)
    const reasons = await rows(`select distinct unjudged from target`)
    expect(
      reasons.every(row => String(row['unjudged']).startsWith('exec is not switched on for namespace')),
    ).toBe(true)
  })
})
