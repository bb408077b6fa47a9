import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './alive.ts'

/**
 * Notes that this process uses the Postgres of a data folder. What is returned takes the note back and tells
 * whether nobody else uses it now: two tailpaths may share a folder, and the last one stops Postgres.
 */
export function useFolder(folder: string): () => { isLast: boolean } {
  const notes = join(folder, 'users')
  mkdirSync(notes, { recursive: true })
  writeFileSync(join(notes, String(process.pid)), '')
  return () => {
    rmSync(join(notes, String(process.pid)), { force: true })
    const others = readdirSync(notes).filter(name => isAlive(Number(name)))
    return { isLast: others.length === 0 }
  }
}
