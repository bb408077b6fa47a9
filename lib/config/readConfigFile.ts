import { parseDocument } from 'yaml'
import { type ConfigFile, fileSchema } from './fileSchema.ts'
import type { Tell } from './readText.ts'

/** Reads the YAML of TAILPATH_CONFIG; null where a problem was told: one per mistake, each by its place. */
export function readConfigFile(text: string, tell: Tell): ConfigFile | null {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' })
  const [broken] = document.errors
  if (broken) {
    const line = text.slice(0, broken.pos[0]).split('\n').length
    tell(`TAILPATH_CONFIG, line ${line}: no valid YAML (${broken.message}); correct that line.`)
    return null
  }
  const plain = plainValue(() => document.toJS({ maxAliasCount: 100 }))
  if (!plain) {
    tell('TAILPATH_CONFIG: an alias leads nowhere, or to too much; write the values out.')
    return null
  }
  const read = fileSchema.safeParse(plain.value ?? {})
  if (read.success) return read.data
  for (const issue of read.error.issues) {
    const place = issue.path
      .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
    tell(`TAILPATH_CONFIG${place ? `, ${place.replace(/^\./, '')}` : ''}: ${issue.message}`)
  }
  return null
}

/** An alias that resolves to nothing, or to a million copies, throws. */
function plainValue(read: () => unknown): { value: unknown } | null {
  try {
    return { value: read() }
  } catch {
    return null
  }
}
