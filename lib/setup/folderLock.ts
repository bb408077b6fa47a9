import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './alive.ts'

const patienceMs = 90_000

/** Runs `work` while no other start works on the same folder. A lock whose holder died is taken over. */
export async function withFolderLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs
  while (!take(file)) {
    if (!isAlive(holder(file))) rmSync(file, { force: true })
    else if (performance.now() > until) throw new Error(`${file} is held by process ${holder(file)}`)
    else await sleep(100)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx')
    writeSync(descriptor, String(process.pid))
    closeSync(descriptor)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Process that holds the lock; our own number while the file is just being written or gone. */
function holder(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || process.pid
  } catch {
    return process.pid
  }
}
