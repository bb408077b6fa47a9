import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rightsFiles } from './rightsFiles.ts'

/** Writes deploy/rbac and the README's table of tiers anew from lib/tailnet/rights.ts. */
const root = join(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
for (const { path, text } of rightsFiles(readme)) {
  writeFileSync(join(root, path), text)
  process.stdout.write(`${path}\n`)
}
