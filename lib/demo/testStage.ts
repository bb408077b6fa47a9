import { pino } from 'pino'
import { tailscaleClient } from '#lib/collect/tailscale/tailscaleClient.ts'
import type { World } from '#lib/fake/model.ts'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { fromKubeconfig, type OpenerParts } from '#lib/poll/clusterOpeners.ts'
import { type Collector, collector } from '#lib/poll/collector.ts'
import { beginRun } from '#lib/poll/collectorRun.ts'
import type { Logger } from '#lib/poll/logger.ts'
import type { PollSettings } from '#lib/poll/settings.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'

type ClientParts = Parameters<typeof tailscaleClient>[0]

/** What one collector of a stage has of its own. */
export interface CollectorWishes {
  settings?: Partial<PollSettings>
  opener?: Partial<OpenerParts>
  client?: Partial<ClientParts>
  log?: Logger
  /** Of its contexts, the names that its kubeconfig has for them. */
  renamed?: (kubeconfig: string) => string
}

/** A world over real HTTP, a database and a clock that is stepped by hand: the ground of tests of whole rounds. */
export interface TestStage {
  fake: Fake
  db: Database
  now(): Date
  /** Sets the collectors' clock, and the fake's with it. */
  setNow(at: Date): void
  /** How far the fake's clocks are ahead of the collectors'. */
  skew(seconds: number): void
  /** A collector that has looked at everything once. */
  begin(wishes?: CollectorWishes): Promise<{ collector: Collector; runId: string }>
  /** Steps by seconds, so often; each collector given looks in turn. */
  step(of: readonly Pick<Collector, 'step' | 'flush'>[], seconds: number, times?: number): Promise<void>
  close(): Promise<void>
}

/** Of a collector that nobody gives others. */
export const everyMinute: PollSettings = {
  statusSeconds: 60,
  metricsSeconds: 60,
  sweepSeconds: 900,
  apiSeconds: 60,
  diagnoseSeconds: 3_600,
  maintainSeconds: 3_600,
  execsPerSecond: 1_000,
  concurrency: 8,
  mayExec: () => true,
}

export async function testStage(parts: { world: World; url: string; start: Date }): Promise<TestStage> {
  let now = parts.start
  let aheadMs = 0
  const clock = { now: () => now, sleep: async () => {} }
  const db = openDatabase(parts.url)
  await openTailnet(db, { mode: 'demo', name: 'lab' })
  const fake = await startFake({ world: parts.world, now: () => new Date(now.getTime() + aheadMs) })
  const stop = new AbortController()
  const made: Collector[] = []

  return {
    fake,
    db,
    now: () => now,
    setNow: at => {
      now = at
    },
    skew: seconds => {
      aheadMs = seconds * 1000
    },
    async begin({
      settings,
      opener,
      client,
      log = pino({ level: 'silent' }),
      renamed = (text: string) => text,
    } = {}) {
      const run = await beginRun(db, now)
      const one = collector({
        runId: run.id,
        db,
        clock,
        log,
        settings: { ...everyMinute, ...settings },
        signal: stop.signal,
        clusters: fromKubeconfig(renamed(fake.kubeconfig()), { log, now: clock.now, ...opener }),
        control: tailscaleClient({
          baseUrl: fake.tailscaleUrl,
          tailnet: '-',
          credential: { kind: 'api_key', key: fake.apiKey },
          fetch,
          now: clock.now,
          ...client,
        }),
      })
      made.push(one)
      await one.first()
      return { collector: one, runId: run.id }
    },
    async step(of, seconds, times = 1) {
      for (let time = 0; time < times; time++) {
        now = new Date(now.getTime() + seconds * 1000)
        fake.tick()
        for (const one of of) await one.step(now)
        for (const one of of) await one.flush()
      }
    },
    async close() {
      stop.abort()
      for (const one of made) await one.close()
      await fake.close()
      await closeDatabase(db)
    },
  }
}
