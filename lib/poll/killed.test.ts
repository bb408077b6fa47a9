import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { onlyClusters } from '#lib/fake/world/onlyClusters.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { testProxy } from './testProxy.ts'

/**
 * Real collectors, processes of their own, killed with -9 at marked points of a round: between this statement and the
 * next. Beside them an unkilled one looks at the same pods for a database of its own; what the pods say stands still while
 * both are compared.
 */
const root = resolve(import.meta.dirname, '../..')
const points = 20
/** Statements of a round's transaction from its first write on, at the least: fewer tables are touched where little happened. */
const statements = 10

const endings: (() => unknown)[] = []
afterAll(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

function collectorProcess(
  fake: Fake,
  folder: string,
  databaseUrl: string,
): { child: ChildProcess; ready: Promise<void>; ended: Promise<void> } {
  const child = spawn(process.execPath, ['lib/poll/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TAILSCALE_API_URL: fake.tailscaleUrl,
      TAILSCALE_API_KEY: fake.apiKey,
      KUBECONFIG: join(folder, 'kubeconfig'),
      TAILPATH_CONFIG: join(folder, 'tailpath.yaml'),
    },
  })
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  const ready = new Promise<void>(done =>
    child.stdout?.on('data', text => String(text).includes('ready') && done()),
  )
  endings.push(() => child.kill('SIGKILL'))
  return { child, ready: Promise.race([ready, ended]), ended }
}

async function database() {
  const made = await testDatabase()
  endings.push(made.close)
  const pg = new Client({ connectionString: made.url })
  pg.on('error', () => undefined)
  await pg.connect()
  endings.push(() => pg.end())
  return {
    url: made.url,
    rows: async (sql: string): Promise<Record<string, unknown>[]> => (await pg.query(sql)).rows,
  }
}

type Rows = (sql: string) => Promise<Record<string, unknown>[]>
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Bytes by target, path and direction: of the buckets, and of the counters as last read. */
async function bytes(rows: Rows): Promise<{ kept: Map<string, number>; read: Map<string, number> }> {
  const sums = async (sql: string) => {
    const found = new Map<string, number>()
    for (const { target_id, path, direction, bytes } of await rows(sql)) {
      const key = `${target_id} ${String(path).replace(/_ipv[46]$/, '')} ${direction}`
      found.set(key, (found.get(key) ?? 0) + Number(bytes))
    }
    return found
  }
  return {
    kept: await sums(
      'select target_id, path, direction, sum(bytes) as bytes from traffic_1d group by 1, 2, 3',
    ),
    read: await sums(`select target_id, counter->>'path' as path, counter->>'direction' as direction, counter->>'bytes' as bytes
                      from observer_state, jsonb_array_elements(counters) counter`),
  }
}

const difference = (before: Map<string, number>, after: Map<string, number>) =>
  Object.fromEntries(
    [...after]
      .map(([key, sum]): [string, number] => [key, sum - (before.get(key) ?? 0)])
      .filter(([, sum]) => sum !== 0)
      .sort(),
  )

const links = 'select observer, peer, kind from path_now order by observer, peer'

test(`kill -9 at ${points} points of a round loses nothing and counts nothing twice`, {
  timeout: 170_000,
}, async () => {
  let frozen: Date | null = new Date()
  const fake = await startFake({
    world: onlyClusters(labWorld(), ['dc-calico', 'dc-cilium']),
    now: () => frozen ?? new Date(),
  })
  endings.push(() => fake.close())
  const folder = mkdtempSync(join(tmpdir(), 'tailpath-killed-'))
  endings.push(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'kubeconfig'), fake.kubeconfig())
  writeFileSync(
    join(folder, 'tailpath.yaml'),
    'exec: { namespaces: ["*"], perSecond: 100 }\nintervals: { status: 1, metrics: 1, devices: 60, log: 1, diagnose: 60 }',
  )
  const [killed, control] = [await database(), await database()]
  const proxy = await testProxy(killed.url)
  endings.push(() => proxy.close())

  // Both begin from the same counters.
  const first = collectorProcess(fake, folder, proxy.url)
  const unkilled = collectorProcess(fake, folder, control.url)
  await Promise.all([first.ready, unkilled.ready])
  const base = await bytes(killed.rows)
  expect(base.read.size).toBeGreaterThan(5)
  expect(base.read).toEqual((await bytes(control.rows)).read)
  first.child.kill('SIGKILL')
  await first.ended
  frozen = null

  let kills = 0
  for (let point = 1; point <= points; point++) {
    const one = collectorProcess(fake, folder, proxy.url)
    proxy.onStatement = number => {
      if (number < 1 + ((point - 1) % statements)) return true
      if (one.child.kill('SIGKILL')) kills += 1
      proxy.onStatement = null
      // In turn: the statement is on its way when the process dies, or it never was.
      return (point + Math.floor(point / statements)) % 2 === 0
    }
    await Promise.race([one.ended, pause(20_000)])
  }
  expect(kills).toBe(points)

  frozen = new Date()
  const last = collectorProcess(fake, folder, proxy.url)
  await last.ready
  const isRead = async (rows: Rows) => JSON.stringify([...(await bytes(rows)).read].sort())
  await expect
    .poll(async () => (await isRead(killed.rows)) === (await isRead(control.rows)), {
      timeout: 20_000,
      interval: 300,
    })
    .toBe(true)
  // Counters stand still: a round more changes nothing.
  await pause(1_500)
  for (const { child, ended } of [last, unkilled]) {
    child.kill('SIGTERM')
    await ended
  }

  const [after, other] = [await bytes(killed.rows), await bytes(control.rows)]
  const grown = difference(base.read, after.read)
  expect(Object.keys(grown).length).toBeGreaterThan(5)
  expect(difference(base.kept, after.kept)).toEqual(grown)
  expect(difference(base.kept, after.kept)).toEqual(difference(base.kept, other.kept))
  expect(await killed.rows(links)).toEqual(await control.rows(links))
  expect(
    await killed.rows('select pod_uid, source, slot from round group by 1, 2, 3 having count(*) > 1'),
  ).toEqual([])
  expect(
    await killed.rows(`select a.observer, a.peer from path_span a join path_span b using (observer, peer)
      where (a.started_at, a.ended_at) < (b.started_at, b.ended_at) and a.ended_at > b.started_at`),
  ).toEqual([])
  expect(
    await killed.rows(`select observer, peer from path_now now join path_span span using (observer, peer)
      where now.since < span.ended_at`),
  ).toEqual([])
  expect(
    await killed.rows(`select pid from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`),
  ).toEqual([])
  const [holes] = await killed.rows(
    `select count(*)::int as n from gap where subject = 'collector' and code = 'killed'`,
  )
  expect(Number(holes?.n)).toBeGreaterThan(1)
})
