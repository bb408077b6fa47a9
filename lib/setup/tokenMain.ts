import { readFileSync } from 'node:fs'
import { readConfig } from '#lib/config/readConfig.ts'
import { readTokenCommand, tokenHelp } from '#lib/push/readTokenCommand.ts'
import { runTokenCommand } from '#lib/push/runTokenCommand.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { prepareDatabase } from './database.ts'
import { dataFolder } from './dataFolder.ts'
import { stopPostgres } from './embeddedPostgres.ts'
import { prepareClient } from './prepare.ts'
import { sayFailure } from './say.ts'
import { SetupError } from './setupError.ts'
import { useFolder } from './users.ts'

/** `npm run token`: makes, lists and revokes tokens in the database that `npm start` with the same settings uses. */
async function main(): Promise<boolean> {
  const asked = readTokenCommand(process.argv.slice(2))
  if (!asked.ok) throw new SetupError(asked.why, tokenHelp)
  if (asked.command.kind === 'help') {
    process.stdout.write(tokenHelp)
    return true
  }
  const read = readConfig(process.env, file => readFileSync(file, 'utf8'))
  if (!read.ok) throw new SetupError(read.problems.join('\n  '), 'docs/configuration.md has every setting.')
  const folder = dataFolder(process.env.TAILPATH_DATA || '.tailpath')
  const isLastUser = useFolder(folder)
  await prepareClient()
  const { url, embedded } = await prepareDatabase(read.config.mode, folder, process.env.DATABASE_URL || null)
  const db = openDatabase(url)
  try {
    const { ok, text } = await runTokenCommand(db, asked.command)
    const out = ok ? process.stdout : process.stderr
    out.write(text)
    return ok
  } finally {
    await closeDatabase(db)
    if (embedded && isLastUser().isLast) await stopPostgres(embedded)
  }
}

main().then(
  ok => process.exit(ok ? 0 : 1),
  error => {
    sayFailure(error)
    process.exit(1)
  },
)
