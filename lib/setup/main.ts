import { readFileSync } from 'node:fs'
import { readConfig } from '#lib/config/readConfig.ts'
import { waitForAnswer } from './answers.ts'
import { supervise } from './childProcess.ts'
import { prepareDatabase } from './database.ts'
import { dataFolder } from './dataFolder.ts'
import { stopPostgres } from './embeddedPostgres.ts'
import { isFree } from './freePort.ts'
import { keepPostgres } from './keepPostgres.ts'
import { prepareClient, preparePages } from './prepare.ts'
import { collectorProgram, pagesProgram } from './programs.ts'
import { say, sayFailure } from './say.ts'
import { SetupError } from './setupError.ts'
import { useFolder } from './users.ts'

/** Sets up what is missing, runs the collector and the pages until a signal comes, and stops all in order. */
async function start(): Promise<void> {
  const stopped = endOfRun()
  const read = readConfig(process.env, file => readFileSync(file, 'utf8'))
  if (!read.ok) throw new SetupError(read.problems.join('\n  '), 'docs/configuration.md has every setting.')
  const port = portOf(process.env.PORT)
  if (!(await isFree(port))) {
    throw new SetupError(`Port ${port} is taken.`, `Set PORT to another one: PORT=${port + 1} npm start`)
  }
  const { mode } = read.config
  const folder = dataFolder(process.env.TAILPATH_DATA || '.tailpath')
  const isLastUser = useFolder(folder)
  await prepareClient()
  const { url, embedded } = await prepareDatabase(mode, folder, process.env.DATABASE_URL || null)
  const kept = embedded && keepPostgres(folder, embedded)
  const place = { mode, url, port, folder }
  const children = [supervise(collectorProgram(place))]
  const stop = async () => {
    await Promise.all(children.map(child => child.stop()))
    kept?.end()
    if (kept && isLastUser().isLast) await stopPostgres(kept.current())
  }
  try {
    await Promise.race([preparePages(), stopped])
    const pages = pagesProgram(place)
    children.push(supervise(pages))
    await Promise.race([waitForAnswer(port, pages.log), stopped])
    say(`http://localhost:${port}`)
    if (mode === 'demo') say('demo data: see the README for how to connect your own tailnet and clusters')
    await stopped
    say('stopping …')
  } finally {
    await stop()
  }
}

/** A signal, or the end of the process that started this one. A second signal while stopping changes nothing. */
function endOfRun(): Promise<void> {
  return new Promise(resolve => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => resolve())
    process.on('disconnect', () => resolve())
  })
}

function portOf(text: string | undefined): number {
  const port = Number(text || 3000)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new SetupError(`PORT is "${text}", which is no port.`, 'Set it to a number from 1 to 65535.')
}

start().then(
  () => process.exit(0),
  error => {
    sayFailure(error)
    process.exit(1)
  },
)
