import { pino } from 'pino'
import { tailscaleClient } from '#lib/collect/tailscale/tailscaleClient.ts'
import { openDatabase } from '#lib/store/database.ts'
import type { Clock } from './clock.ts'
import { fromKubeconfig } from './clusterOpeners.ts'
import { type Collector, collector } from './collector.ts'
import { beginRun } from './collectorRun.ts'
import type { PollSettings } from './settings.ts'

/** What a test tells a collector in a process of its own: to begin, then the time, again and again. */
export type TestOrder =
  | {
      begin: {
        at: number
        databaseUrl: string
        kubeconfig: string
        tailscaleUrl: string
        apiKey: string
        settings: Omit<PollSettings, 'mayExec' | 'metricsByPodIp'>
      }
    }
  | { stepTo: number }

/** A collector whose clock is stepped by its parent, so that it can be killed in the middle of a simulated minute. */
let now = new Date(0)
let one: Collector | null = null
const clock: Clock = { now: () => now, sleep: async () => {} }
const log = pino({ level: 'silent' })

async function obey(order: TestOrder): Promise<void> {
  if ('stepTo' in order) {
    now = new Date(order.stepTo)
    await one?.step(now)
    await one?.flush()
    return
  }
  const { at, databaseUrl, kubeconfig, tailscaleUrl, apiKey, settings } = order.begin
  now = new Date(at)
  const db = openDatabase(databaseUrl)
  const run = await beginRun(db, now)
  one = collector({
    runId: run.id,
    db,
    clock,
    log,
    settings: { ...settings, mayExec: () => true },
    signal: new AbortController().signal,
    clusters: fromKubeconfig(kubeconfig, { log, now: clock.now }),
    control: tailscaleClient({
      baseUrl: tailscaleUrl,
      tailnet: '-',
      credential: { kind: 'api_key', key: apiKey },
      fetch,
      now: clock.now,
    }),
  })
  await one.first()
}

// The parent is a test of ours, which sends nothing else.
process.on('message', order => void obey(order as TestOrder).then(() => process.send?.('done')))
