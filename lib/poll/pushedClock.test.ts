import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { bytes } from '#app/ask/bytes.ts'
import { everyMinute } from '#lib/demo/testStage.ts'
import { receivePush } from '#lib/push/receivePush.ts'
import { runTokenCommand } from '#lib/push/runTokenCommand.ts'
import { aMessage } from '#lib/push/testMessages.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import { recordRounds } from '#lib/store/recordRounds.ts'
import { changedSubjects } from './changedSubjects.ts'
import { realClock } from './clock.ts'
import { healthWith } from './health.ts'
import { persistWith } from './persist.ts'
import { pushJob } from './pushJob.ts'
import { roundQueue } from './roundQueue.ts'

const lab = join(import.meta.dirname, '../fake/lab/base/calico')
const metrics = readFileSync(join(lab, 'metrics.txt'), 'utf8')
const log = pino({ level: 'silent' })
/** The recorded bytes by DERP, and more. */
const grown = (by: number) =>
  metrics.replace(
    /(tailscaled_outbound_bytes_total\{path="derp"\} )(\d+)/,
    (_, head, recorded) => `${head}${Number(recorded) + by}`,
  )
const looks = 6
const perLook = 60_000

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** Seconds that the sender's clock is wrong by, at each of its looks: a minute apart, the last one now. */
const clocks: [string, (look: number) => number][] = [
  ['right', () => 0],
  ['an hour ahead', () => 3_600],
  ['an hour behind', () => -3_600],
  ['set forward by an hour between two looks', look => (look < 3 ? 0 : 3_600)],
  ['set back by an hour between two looks', look => (look < 3 ? 3_600 : 0)],
]

test.each(clocks)(
  'what a sender pushes whose clock is %s: its bytes in their minutes, and no spike',
  async (_, wrongBy) => {
    const database = await testDatabase()
    endings.push(database.close)
    const db = openDatabase(database.url)
    endings.push(() => closeDatabase(db))
    await openTailnet(db, { mode: 'real', name: 'lab' })
    const command = { name: 'edge', clusterName: 'edge', clusterUid: 'c-edge-uid', namespaces: ['*'] }
    const token = (await runTokenCommand(db, { ...command, kind: 'create' })).text.trim()
    const began = new Date()
    for (let look = 0; look < looks; look++) {
      const ageSeconds = 60 * (looks - 1 - look)
      const sentAt = Date.now() / 1000 + wrongBy(look)
      const message = aMessage({
        sequence: look + 1,
        intervalSeconds: 60,
        sentAt,
        measuredAt: sentAt - ageSeconds,
        ageSeconds,
        metrics: grown(perLook * look),
      })
      const request = new Request('http://x/api/v1/push', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        body: JSON.stringify(message),
      })
      expect((await receivePush(db, request)).status).toBe(200)
    }
    const persist = persistWith(realClock, log, new AbortController().signal)
    const context = {
      db,
      clock: realClock,
      log,
      settings: everyMinute,
      persist,
      queue: roundQueue({ log, record: writes => recordRounds(db, writes), stored: () => {} }),
      health: healthWith(db, realClock, persist),
      changed: changedSubjects(),
    }
    await pushJob(context, () => [], new Map()).run(new Date())

    const now = new Date()
    const hour = 3_600_000
    const view = await bytes.answer({
      db,
      now,
      window: { from: new Date(began.getTime() - 2 * hour), to: new Date(now.getTime() + 2 * hour) },
      params: { cluster: 'c-edge-uid', namespace: 'shop', name: 'api' },
    })
    expect(view?.totals.derp).toBe(perLook * (looks - 1))
    const carrying = (view?.series.points ?? []).filter(point => (point.derp ?? 0) > 0)
    const [stepMs, minute] = [view?.series.stepMs ?? 0, 60_000]
    expect(carrying.length).toBeGreaterThan(0)
    expect(
      carrying.every(({ at }) => at > began.getTime() - looks * minute - stepMs && at <= now.getTime()),
    ).toBe(true)
    // A thousand bytes a second: a bucket that has only begun may have all of the last look.
    const rates = carrying.filter(({ at }) => at + stepMs <= now.getTime()).map(({ derp }) => derp ?? 0)
    expect(Math.max(...rates)).toBeLessThanOrEqual((1.1 * perLook) / 60)
  },
)
