import { type EmbeddedPostgres, startPostgres } from './embeddedPostgres.ts'
import { ensureDatabase } from './ensureDatabase.ts'
import { migrate } from './migrate.ts'
import { say, step } from './say.ts'
import { SetupError } from './setupError.ts'

export interface PreparedDatabase {
  url: string
  /** Null where the person brought a Postgres of their own. */
  embedded: EmbeddedPostgres | null
}

/**
 * The database for a mode, migrated. Demo and real data never share one: of a server that DATABASE_URL names,
 * the demo takes the database beside it with "_demo" at the end of its name.
 */
export async function prepareDatabase(
  mode: 'demo' | 'real',
  folder: string,
  given: string | null,
): Promise<PreparedDatabase> {
  const embedded = given === null ? await step('starting Postgres', () => startPostgres(folder)) : null
  if (embedded?.adopted)
    say(`a Postgres of an earlier start still ran (process ${embedded.pid}): going on with it`)
  const server = embedded?.url ?? given ?? ''
  const url =
    given !== null && mode === 'real'
      ? given
      : await withExplanation(() => ensureDatabase(server, nameFor(mode, given)))
  const applied = await withExplanation(() => migrate(url))
  if (applied.length > 0) say(`applied ${applied.length} migration${applied.length === 1 ? '' : 's'}`)
  return { url, embedded }
}

function nameFor(mode: 'demo' | 'real', given: string | null): string {
  if (given === null) return mode === 'demo' ? 'tailpath_demo' : 'tailpath'
  return `${decodeURIComponent(new URL(given).pathname.slice(1)) || 'tailpath'}_demo`
}

async function withExplanation<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new SetupError(
      `The database does not do what it should: ${error instanceof Error ? error.message : String(error)}`,
      'Check DATABASE_URL (host, password, database, right to create tables), or leave it out to use the embedded Postgres.',
    )
  }
}
