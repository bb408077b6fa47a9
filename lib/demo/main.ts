import { readReview } from '#lib/config/readReview.ts'
import { startFake } from '#lib/fake/startFake.ts'
import { demoWorld } from '#lib/fake/world/demoWorld.ts'
import { openLogger } from '#lib/poll/logger.ts'
import { stopSignal } from '#lib/poll/stopSignal.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { hasty } from './hasty.ts'
import { runDemo } from './runDemo.ts'

/** The collector of the demo: a tailnet and clusters that answer over real HTTP, and six hours of their history. */
const url = process.env.DATABASE_URL
if (!url) {
  process.stderr.write('DATABASE_URL is not set: start the demo with npm start\n')
  process.exit(1)
}
const review = readReview(process.env, problem => {
  process.stderr.write(`${problem}\n`)
  process.exit(1)
})
const log = openLogger([new URL(url).password])
const db = openDatabase(hasty(url))
try {
  await runDemo({
    db,
    log,
    signal: stopSignal(),
    hours: 6,
    review,
    startFake: now => startFake({ world: demoWorld(), now }),
    say: line => process.stdout.write(`${line}\n`),
  })
} catch (error) {
  log.fatal({ err: error }, 'the demo ended')
  process.exitCode = 1
} finally {
  await closeDatabase(db)
}
