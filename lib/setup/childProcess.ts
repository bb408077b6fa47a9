import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, statSync, truncateSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './say.ts'

const root = resolve(import.meta.dirname, '../..')
const largestLogBytes = 20 * 1024 * 1024
const stopMs = 10_000

export interface Program {
  name: string
  args: string[]
  env: NodeJS.ProcessEnv
  /** Where what it says goes; cut to nothing at a start that finds it over 20 MB. */
  log: string
  onLine?: (line: string) => void
}

/** A child that is started again, ever slower, when it ends by itself. */
export interface Supervised {
  stop(): Promise<void>
}

export function supervise(program: Program): Supervised {
  let isStopping = false
  let child = launch(program)
  let waitMs = 1_000
  const watch = (started: number) => {
    child.once('exit', async (code, signal) => {
      if (isStopping) return
      if (performance.now() - started > 60_000) waitMs = 1_000
      say(
        `${program.name} ended (${signal ?? `code ${code}`}; see ${program.log}); again in ${waitMs / 1000} s`,
      )
      await sleep(waitMs)
      waitMs = Math.min(30_000, waitMs * 2)
      if (isStopping) return
      child = launch(program)
      watch(performance.now())
    })
  }
  watch(performance.now())
  return {
    stop: async () => {
      isStopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await ended
      clearTimeout(late)
    },
  }
}

/** A session of its own, so that Ctrl-C reaches only the supervisor, which stops its children in order. */
function launch({ args, env, log, onLine }: Program): ChildProcess {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > largestLogBytes) truncateSync(log)
  const file = createWriteStream(log, { flags: 'a', mode: 0o600 })
  const child = spawn(process.execPath, ['--import', join(root, 'lib/setup/stopWithParent.mjs'), ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.stderr?.pipe(file, { end: false })
  child.once('close', () => file.end())
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', line => {
      file.write(`${line}\n`)
      onLine?.(line)
    })
  }
  return child
}
