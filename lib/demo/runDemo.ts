import { tailscaleClient } from '#lib/collect/tailscale/tailscaleClient.ts'
import type { ReviewConfig } from '#lib/config/readReview.ts'
import type { Fake } from '#lib/fake/startFake.ts'
import { fromKubeconfig } from '#lib/poll/clusterOpeners.ts'
import { collector } from '#lib/poll/collector.ts'
import { beginRun, endRun } from '#lib/poll/collectorRun.ts'
import type { Logger } from '#lib/poll/logger.ts'
import { persistWith } from '#lib/poll/persist.ts'
import { within } from '#lib/poll/within.ts'
import type { Database } from '#lib/store/database.ts'
import { hasRounds } from '#lib/store/hasRounds.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import { historySettings, liveSettings } from './demoSettings.ts'
import { makeHistory } from './makeHistory.ts'
import { steppedClock } from './steppedClock.ts'

export interface DemoParts {
  db: Database
  log: Logger
  signal: AbortSignal
  /** How much history an empty database is given. */
  hours: number
  startFake: (now: () => Date) => Promise<Fake>
  /** Where weeks begin, and by which label teams are told apart. */
  review?: ReviewConfig
  /** Lines for the supervisor: "progress 35%", then "ready". */
  say: (line: string) => void
}

/** A fake's world moves between requests too: its controllers act this often. */
const tickSeconds = 1
const goodbyeMs = 5_000

/**
 * Serves the demo tailnet and collects from it until the signal aborts. A database that holds rounds already is only
 * continued: the time in which nothing ran is a gap, as it would be with real sources. Throws where the database belongs
 * to a real tailnet.
 */
export async function runDemo({ db, log, signal, hours, startFake, say, review }: DemoParts): Promise<void> {
  const now = new Date()
  const clock = steppedClock(now)
  const persist = persistWith(clock, log, signal)
  const fresh = await persist('tailnet', async () => {
    await openTailnet(db, { mode: 'demo', name: 'demo.ts.net' })
    return !(await hasRounds(db))
  })
  const from = fresh ? new Date(now.getTime() - hours * 3_600_000) : now
  clock.stepTo(from)
  if (!fresh) clock.goLive()
  const fake = await startFake(clock.now)
  const run = await persist('start', () => beginRun(db, clock.now()))
  const ticking = setInterval(() => fake.tick(), tickSeconds * 1000)
  const parts = {
    runId: run.id,
    db,
    clock,
    log,
    signal,
    clusters: fromKubeconfig(fake.kubeconfig(), { log, now: clock.now }),
    control: tailscaleClient({
      baseUrl: fake.tailscaleUrl,
      tailnet: '-',
      credential: { kind: 'api_key', key: fake.apiKey },
      fetch,
      now: clock.now,
    }),
  }
  const weeks = review ? { review } : {}
  try {
    const past = collector({ ...parts, settings: { ...historySettings, ...weeks } })
    if (fresh) {
      await makeHistory({
        collector: past,
        clock,
        from,
        until: () => new Date(),
        stepSeconds: historySettings.statusSeconds,
        tick: fake.tick,
        progress: percent => say(`progress ${percent}%`),
        signal,
      })
      await past.close()
      clock.goLive()
    }
    const live = collector({ ...parts, settings: { ...liveSettings, ...weeks }, memories: past.memories() })
    if (!signal.aborted) await live.first()
    say('ready')
    await live.run()
    await within(goodbyeMs, live.close())
    await within(goodbyeMs, endRun(db, run, clock.now()))
  } finally {
    clearInterval(ticking)
    await fake.close()
  }
}
