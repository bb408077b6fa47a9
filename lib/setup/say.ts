import { SetupError } from './setupError.ts'

/** One line to the person who started tailpath. */
export function say(line: string): void {
  process.stdout.write(`tailpath: ${line}\n`)
}

/** Says what begins and how long it took; while it lasts, a line every ten seconds. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
  say(`${what} …`)
  const still = setInterval(() => say(`${what} … ${seconds()} so far`), 10_000)
  try {
    const result = await work()
    say(`${what}: done in ${seconds()}`)
    return result
  } finally {
    clearInterval(still)
  }
}

/** Says why the start failed. Whoever can put it right reads no stack; a bug keeps its own. */
export function sayFailure(error: unknown): void {
  if (error instanceof SetupError) process.stderr.write(`\ntailpath: ${error.message}\n  → ${error.remedy}\n`)
  else
    process.stderr.write(
      `\ntailpath: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
}
