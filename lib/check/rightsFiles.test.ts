import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { cniConfigMaps } from '#lib/collect/kubernetes/cniConfigMaps.ts'
import { watchedKinds } from '#lib/collect/kubernetes/watchedKinds.ts'
import { type RbacRule, rights } from '#lib/tailnet/rights.ts'
import { rightsFiles } from './rightsFiles.ts'

const root = join(import.meta.dirname, '../..')
const fileText = (path: string) => readFileSync(join(root, path), 'utf8')

describe('the files that tell of rights', () => {
  test.each(rightsFiles(fileText('README.md')))('$path is as the rights have it', ({ path, text }) => {
    expect(fileText(path), 'run: node scripts/writeRights.mjs').toBe(text)
  })

  test('a README without a place for the table is told', () => {
    expect(() => rightsFiles('# tailpath')).toThrow('README.md has no place for the rights')
  })
})

const rules = rights.flatMap(({ tier, role }) => (role?.rules ?? []).map(rule => ({ tier, ...rule })))
const manifests = rights.flatMap(({ role }) =>
  role ? parseAllDocuments(fileText(`deploy/rbac/${role.file}`)).map(document => document.toJS()) : [],
)

describe('the rights', () => {
  test('are least first, each tier once', () => {
    expect(rights.map(({ tier }) => tier)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4'])
  })

  const all = (rule: RbacRule) => rule.resources.map(resource => `${resource}.${rule.group}`)
  const watchable = rules.filter(({ verbs }) => verbs.includes('watch'))

  test('to watch are those kinds that are watched, no more and no fewer', () => {
    const watched = watchedKinds.map(({ apiVersion, plural }) => {
      const [group = '', version] = apiVersion.split('/')
      return `${plural}.${version === undefined ? '' : group}`
    })
    expect(watchable.flatMap(all).sort()).toEqual(watched.sort())
    expect(watchable.every(({ names }) => names === null)).toBe(true)
  })

  test('to ConfigMaps are those by name that are read', () => {
    const named = rules.filter(({ resources }) => resources.includes('configmaps'))
    expect(named.flatMap(({ names }) => names ?? ['every one']).sort()).toEqual(
      cniConfigMaps.map(({ name }) => name).sort(),
    )
    expect(named.flatMap(({ verbs }) => verbs)).toEqual(['get'])
  })

  test('beyond reading are none but to exec', () => {
    const beyond = rules.filter(({ verbs }) => verbs.includes('create'))
    expect(beyond.map(({ tier, resources }) => [tier, resources])).toEqual([['T4', ['pods/exec']]])
  })

  test('never reach Secrets, nodes/proxy, other verbs or wildcards', () => {
    const written = manifests.flatMap(({ rules = [] }) => rules)
    expect(written).toHaveLength(rules.length)
    const resources = written.flatMap(rule => rule.resources)
    expect(resources).not.toContain('secrets')
    expect(resources).not.toContain('nodes/proxy')
    const verbs = new Set(written.flatMap(rule => rule.verbs))
    expect([...verbs].sort()).toEqual(['create', 'get', 'list', 'watch'])
    expect(JSON.stringify(written)).not.toContain('*')
  })
})
