import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { causePages } from '#lib/report/causePages.ts'

const folder = join(import.meta.dirname, '../../docs/causes')
const pages = causePages()

describe('docs/causes', () => {
  test.each(pages)('$file is as the catalogue has it', ({ file, text }) => {
    expect(readFileSync(join(folder, file), 'utf8'), 'run: node scripts/writeCauses.mjs').toBe(text)
  })

  test('has a page for each cause, and none that is left over', () => {
    expect(readdirSync(folder).sort()).toEqual(pages.map(({ file }) => file).sort())
  })

  test('links only to pages that there are', () => {
    const files = new Set(pages.map(({ file }) => file))
    const linked = pages.flatMap(({ text }) =>
      [...text.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file]) => file ?? ''),
    )
    expect(linked.length).toBeGreaterThan(pages.length)
    expect(linked.filter(file => !files.has(file))).toEqual([])
  })
})
