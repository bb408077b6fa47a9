import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The folder nearest to the root, on the way to `path`, that only its owner may pass; null where all may. */
export function closedFolder(path: string): string | null {
  const above = dirname(path)
  const closed = above === path ? null : closedFolder(above)
  if (closed) return closed
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat?.isDirectory() && (stat.mode & 0o001) === 0 ? path : null
}
