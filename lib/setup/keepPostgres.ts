import { isAlive } from './alive.ts'
import { type EmbeddedPostgres, startPostgres } from './embeddedPostgres.ts'
import { say, sayFailure } from './say.ts'

const lookMs = 2_000

/** Starts the embedded Postgres again, on its old port, when it went away. Returns what tells its present process. */
export function keepPostgres(
  folder: string,
  first: EmbeddedPostgres,
): { current(): EmbeddedPostgres; end(): void } {
  let current = first
  let isBusy = false
  const port = Number(new URL(first.url).port)
  const timer = setInterval(async () => {
    if (isBusy || isAlive(current.pid)) return
    isBusy = true
    try {
      say(`Postgres (process ${current.pid}) is gone: starting it again`)
      current = await startPostgres(folder, port)
    } catch (error) {
      sayFailure(error)
    } finally {
      isBusy = false
    }
  }, lookMs)
  return { current: () => current, end: () => clearInterval(timer) }
}
