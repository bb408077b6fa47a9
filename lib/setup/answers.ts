import { setTimeout as sleep } from 'node:timers/promises'
import { SetupError } from './setupError.ts'

/** Waits until the pages answer at all; a page that says that something is wrong is an answer too. */
export async function waitForAnswer(port: number, log: string, patienceMs = 60_000): Promise<void> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    try {
      await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
      return
    } catch {
      await sleep(150)
    }
  }
  throw new SetupError(`The pages do not answer on port ${port}.`, `Look into ${log}.`)
}
