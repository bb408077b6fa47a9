import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** One number for the contents of files and folders, tests left out: the same sources give the same. */
export function sourceHash(root: string, names: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of names.flatMap(name => filesIn(join(root, name))).sort()) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesIn(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return []
  if (stat.isFile()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map(name => join(path, name))
    .filter(file => !/\.(test|e2e)\.tsx?$/.test(file) && statSync(file).isFile())
}
