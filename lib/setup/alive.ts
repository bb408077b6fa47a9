import { execFileSync } from 'node:child_process'
import { readlinkSync } from 'node:fs'
import { platform } from 'node:os'

/** Is there a process of that number, ours or another's? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Full path of the program that a process runs, or null where that cannot be known. */
export function programOf(pid: number): string | null {
  try {
    if (platform() === 'linux') return readlinkSync(`/proc/${pid}/exe`)
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}
