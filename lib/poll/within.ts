import { setTimeout as wait } from 'node:timers/promises'

/** Waits for work at most so long; says whether it ended. What the work throws is thrown. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController()
  try {
    return await Promise.race([
      work.then(() => true),
      wait(ms, false, { signal: timer.signal, ref: false }).catch(() => false),
    ])
  } finally {
    timer.abort()
  }
}
