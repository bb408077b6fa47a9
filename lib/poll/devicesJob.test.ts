import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tailscaleClient } from '#lib/collect/tailscale/tailscaleClient.ts'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import { sourceStandings } from '#lib/store/read/sourceStandings.ts'
import { tailnetSettings } from '#lib/store/read/tailnetSettings.ts'
import { recordRounds } from '#lib/store/recordRounds.ts'
import { emptied } from '#lib/store/testRounds.ts'
import { changedSubjects } from './changedSubjects.ts'
import { realClock } from './clock.ts'
import { devicesJob, type Tailnet, unreadTailnet } from './devicesJob.ts'
import { healthWith } from './health.ts'
import { persistWith } from './persist.ts'
import { roundQueue } from './roundQueue.ts'
import type { PollSettings } from './settings.ts'

const log = pino({ level: 'silent' })
let db: Database
let drop: () => Promise<void>
let fake: Fake
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})
beforeEach(async () => {
  await emptied(db)
  await openTailnet(db, { mode: 'real', name: '-' })
  fake = await startFake({ world: labWorld() })
  return () => fake.close()
})

/** A job over the fake control plane, with what it learned. */
function reading(): { tailnet: Tailnet; changed: () => boolean; run: () => Promise<void> } {
  const tailnet = unreadTailnet()
  const persist = persistWith(realClock, log, new AbortController().signal)
  const changed = changedSubjects()
  const control = tailscaleClient({
    baseUrl: fake.tailscaleUrl,
    tailnet: '-',
    credential: { kind: 'api_key', key: fake.apiKey },
    fetch,
    now: () => new Date(),
    patience: { sleep: async () => {}, random: () => 0 },
  })
  const context = {
    db,
    clock: realClock,
    log,
    settings: { apiSeconds: 60 } as PollSettings,
    persist,
    queue: roundQueue({ log, record: writes => recordRounds(db, writes), stored: () => {} }),
    health: healthWith(db, realClock, persist),
    changed,
  }
  const job = devicesJob(context, control, tailnet)
  return { tailnet, changed: () => changed.take(new Date())?.all === true, run: () => job.run(new Date()) }
}

const standing = async () => (await sourceStandings(db)).find(({ id }) => id === 'tailscale:settings') ?? null
const kept = async () => (await tailnetSettings(db)).settings

describe('the settings of the tailnet', () => {
  test('are read and kept, once as long as they stay the same', async () => {
    const job = reading()
    await job.run()
    expect(await standing()).toMatchObject({ state: 'ok' })
    expect(await kept()).toEqual({
      policyKeptElsewhere: 'no',
      policyLink: null,
      autoUpdates: 'no',
      regionalRouting: 'no',
      flowLogs: 'no',
      keyDays: 180,
    })
    expect(job.tailnet.settings).toEqual(await kept())
    expect(job.changed()).toBe(true)
    await job.run()
    expect(job.changed()).toBe(false)
  })

  test.each([
    [403, 'denied', 'forbidden'],
    [404, 'absent', 'not_found'],
  ])(
    'that are answered by %i are told as %s, and what was known before is not held for true',
    async (status, state, code) => {
      const job = reading()
      await job.run()
      const restore = fake.fault({ route: /\/settings$/, status })
      await job.run()
      expect(await standing()).toMatchObject({ state, code })
      expect(await kept()).toBeNull()
      expect(job.tailnet.settings).toBeNull()
      expect(job.tailnet.devicesRead).toBe(true)
      restore()
      await job.run()
      expect(await kept()).toMatchObject({ keyDays: 180 })
    },
  )

  test('stay in force while the server fails', async () => {
    const job = reading()
    await job.run()
    fake.fault({ route: /\/settings$/, status: 500 })
    await job.run()
    expect(await standing()).toMatchObject({ state: 'failing', code: 'server_error' })
    expect(await kept()).toMatchObject({ keyDays: 180 })
  })
})
