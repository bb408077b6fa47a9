import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { causePages } from '#lib/report/causePages.ts'

/** Writes docs/causes anew from the catalogue; a page of a cause that there no longer is goes. */
const folder = join(import.meta.dirname, '../../docs/causes')
const pages = causePages()
mkdirSync(folder, { recursive: true })
for (const name of readdirSync(folder)) {
  if (name.endsWith('.md') && !pages.some(({ file }) => file === name)) rmSync(join(folder, name))
}
for (const { file, text } of pages) writeFileSync(join(folder, file), text)
process.stdout.write(`docs/causes: ${pages.length} pages\n`)
