import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { closedFolder } from './closedFolder.ts'

/** Only root may write here, so nobody else can put programs in place of ours. */
const openPlace = '/var/lib/tailpath'

/**
 * The folder of Postgres' programs, copied once to where every account may run them if tailpath runs as root from
 * a closed folder: Postgres refuses root, and its programs look with access(2) whether they may run each other.
 */
export function openPrograms(native: string, version: string): string {
  if (process.getuid?.() !== 0 || closedFolder(native) === null) return native
  const place = join(openPlace, `postgres-${version}`)
  if (existsSync(place)) return place
  const half = `${place}.${process.pid}`
  mkdirSync(openPlace, { recursive: true, mode: 0o755 })
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(half, place)
  } catch (error) {
    if (!existsSync(place)) throw error
  }
  return place
}
