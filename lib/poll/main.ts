import { readFileSync } from 'node:fs'
import { readConfig } from '#lib/config/readConfig.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { openLogger } from './logger.ts'
import { runReal } from './runReal.ts'
import { secretsOf } from './secretsOf.ts'
import { stopSignal } from './stopSignal.ts'

/** The collector of a real tailnet. Prints `ready` on stdout once the first complete round is stored. */
const read = readConfig(process.env, file => readFileSync(file, 'utf8'))
if (!read.ok) {
  process.stderr.write(`${read.problems.join('\n')}\n`)
  process.exit(1)
}
if (read.config.mode === 'demo') {
  process.stderr.write('nothing to collect from is configured: start tailpath with npm start\n')
  process.exit(1)
}
const url = process.env.DATABASE_URL
if (!url) {
  process.stderr.write('DATABASE_URL is not set: start tailpath with npm start\n')
  process.exit(1)
}
const log = openLogger([...secretsOf(read.config), new URL(url).password])
const db = openDatabase(url)
try {
  await runReal({
    config: read.config,
    db,
    url,
    log,
    signal: stopSignal(),
    say: line => process.stdout.write(`${line}\n`),
  })
} catch (error) {
  log.fatal({ err: error }, 'the collector ended')
  process.exitCode = 1
} finally {
  await closeDatabase(db)
}
