import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fileSchema } from './fileSchema.ts'
import { readConfig } from './readConfig.ts'
import { regionVariables, reviewVariables, sharingVariables, sourceVariables } from './variable.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8')

interface JsonSchema {
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | false
}

/** Every key that may stand in the file, by its path; `*` is a name of the person's own. */
function keysOf(schema: JsonSchema, path = ''): string[] {
  const named = Object.entries(schema.properties ?? {})
  const own: [string, JsonSchema][] = schema.additionalProperties ? [['*', schema.additionalProperties]] : []
  return [...named, ...own].flatMap(([key, inner]) => {
    const place = path ? `${path}.${key}` : key
    const deeper = keysOf(inner, place)
    return deeper.length > 0 ? deeper : [place]
  })
}

const keys = keysOf(z.toJSONSchema(fileSchema, { io: 'input' }) as JsonSchema)
const rows = page.split('\n').filter(line => line.startsWith('| `'))

describe('docs/configuration.md', () => {
  test('the schema has the keys that the stage of the browser tests uses', () =>
    expect(keys).toEqual(expect.arrayContaining(['exec.namespaces', 'exec.perSecond', 'intervals.log'])))

  test.each(keys)('has a row for %s', key =>
    expect(rows.filter(row => row.startsWith(`| \`${key}\` |`))).toHaveLength(1),
  )

  test.each([...sourceVariables, ...reviewVariables, ...sharingVariables, ...regionVariables])(
    'names %s',
    name => expect(page).toContain(name),
  )

  test('has rows for nothing else', () => {
    const told = rows.flatMap(row => /^\| `([a-z][^`]*)`/.exec(row)?.[1] ?? [])
    expect(told.filter(key => !keys.includes(key) && !keys.some(each => each.startsWith(`${key}.`)))).toEqual(
      [],
    )
  })

  const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(match => match[1] ?? '')
  test('has examples that are read', () => {
    expect(examples.length).toBeGreaterThan(2)
    const kubeconfig = 'contexts: [{ name: eks-prod }, { name: kind-lab }]'
    for (const example of examples) {
      const env = { TAILSCALE_API_KEY: 'k', KUBECONFIG: '/kube', TAILPATH_CONFIG: '/yaml' }
      expect(readConfig(env, path => (path === '/kube' ? kubeconfig : example))).toMatchObject({ ok: true })
    }
  })

  test('gives the defaults that hold', () => {
    const read = readConfig({ TAILSCALE_API_KEY: 'k' }, () => '')
    if (!read.ok || read.config.mode !== 'real') throw new Error('no real configuration')
    const { poll } = read.config
    const held = {
      'exec.perSecond': poll.execsPerSecond,
      'intervals.devices': poll.apiSeconds,
      'intervals.metrics': poll.metricsSeconds,
      'intervals.status': poll.statusSeconds,
      'intervals.log': poll.sweepSeconds,
      'intervals.diagnose': poll.diagnoseSeconds,
      'intervals.maintain': poll.maintainSeconds,
      concurrency: poll.concurrency,
    }
    for (const [key, value] of Object.entries(held))
      expect(rows.find(row => row.startsWith(`| \`${key}\` |`))).toMatch(new RegExp(`\\| ${value} \\|$`))
  })
})
