import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import type { RealConfig } from '#lib/config/config.ts'
import { readConfig } from '#lib/config/readConfig.ts'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { runReal } from './runReal.ts'
import { secretsOf } from './secretsOf.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

interface Stage {
  fake: Fake
  config: RealConfig
  count(sql: string): Promise<number>
  /** A collector of its own, as in another process. */
  start(): { said: string[]; stop(): Promise<void> }
}

async function stage(): Promise<Stage> {
  const database = await testDatabase()
  endings.push(database.close)
  const fake = await startFake({ world: labWorld() })
  endings.push(() => fake.close())
  const folder = mkdtempSync(join(tmpdir(), 'tailpath-real-'))
  endings.push(() => rmSync(folder, { recursive: true }))
  const files: Record<string, string> = {
    [join(folder, 'config')]: fake.kubeconfig(),
    [join(folder, 'tailpath.yaml')]: 'exec: { namespaces: ["*"], perSecond: 100 }',
  }
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text)
  const read = readConfig(
    {
      TAILSCALE_API_KEY: fake.apiKey,
      TAILSCALE_API_URL: fake.tailscaleUrl,
      KUBECONFIG: join(folder, 'config'),
      TAILPATH_CONTEXTS: 'dc-calico,gke-private',
      TAILPATH_CONFIG: join(folder, 'tailpath.yaml'),
    },
    file => files[file] ?? '',
  )
  if (!read.ok || read.config.mode === 'demo') throw new Error(JSON.stringify(read))
  const { config } = read
  const pg = new Client({ connectionString: database.url })
  await pg.connect()
  endings.push(() => pg.end())
  return {
    fake,
    config,
    count: async sql => Number((await pg.query(sql)).rows[0]?.n),
    start() {
      const db = openDatabase(database.url)
      const stop = new AbortController()
      const said: string[] = []
      const ended = runReal({
        config,
        db,
        url: database.url,
        log: pino({ level: 'silent' }),
        signal: stop.signal,
        say: line => void said.push(line),
      })
      let isStopped = false
      const end = async () => {
        if (isStopped) return
        isStopped = true
        stop.abort()
        await ended
        await closeDatabase(db)
      }
      endings.push(end)
      return { said, stop: end }
    },
  }
}

const patience = { timeout: 20_000, interval: 100 }

test('a real configuration: ready once the first round of its two clusters is stored, and an orderly end', async () => {
  const { start, count } = await stage()
  const collector = start()
  await expect.poll(() => collector.said, patience).toEqual(['ready'])
  expect(await count(`select count(*)::int n from cluster where name in ('dc-calico', 'gke-private')`)).toBe(
    2,
  )
  expect(await count('select count(*)::int n from cluster')).toBe(2)
  expect(await count('select count(*)::int n from device')).toBeGreaterThan(5)
  expect(await count(`select count(*)::int n from round where source = 'status' and ok`)).toBeGreaterThan(1)
  expect(await count(`select count(*)::int n from tailnet where mode = 'real'`)).toBe(1)
  await collector.stop()
  expect(await count('select count(*)::int n from collector where stopped_at is not null')).toBe(1)
})

test('a second collector waits, and takes the place when the first one ends', async () => {
  const { start, count, fake } = await stage()
  const first = start()
  await expect.poll(() => first.said, patience).toEqual(['ready'])
  const second = start()
  const asked = fake.requests().length
  await new Promise(resolve => setTimeout(resolve, 500))
  expect(second.said).toEqual([])
  expect(await count('select count(*)::int n from collector')).toBe(1)
  expect(
    fake
      .requests()
      .slice(asked)
      .some(({ path }) => path.endsWith('/namespaces/kube-system')),
  ).toBe(false)
  await first.stop()
  await expect.poll(() => second.said, patience).toEqual(['ready'])
})

test.each<[string, RealConfig['tailscale']['credential'], string[]]>([
  ['a key', { kind: 'api_key', key: 'tskey-api-1' }, ['tskey-api-1']],
  ['no credential', null, []],
  ['an OAuth client', { kind: 'oauth', clientId: 'k1', clientSecret: 'tskey-client-1' }, ['tskey-client-1']],
])('what is kept out of the log: %s', (_, credential, secrets) => {
  const tailscale = { baseUrl: 'https://x', tailnet: '-', credential }
  const poll = { mayExec: () => false } as unknown as RealConfig['poll']
  expect(secretsOf({ mode: 'real', tailscale, derpMap: null, kubernetes: { kind: 'none' }, poll })).toEqual(
    secrets,
  )
})
