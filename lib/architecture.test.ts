import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/**
 * Which rooms a room may import, besides itself. A room is a folder of lib/, or app/, or components/.
 * Why each arrow: DESIGN.md "The house". What is missing here is forbidden.
 */
const arrows: Record<string, readonly string[]> = {
  'lib/tailnet': [],
  'lib/collect': ['lib/tailnet'],
  'lib/store': ['lib/tailnet', 'prisma'],
  'lib/diagnose': ['lib/tailnet'],
  'lib/report': ['lib/tailnet', 'lib/diagnose'],
  'lib/config': ['lib/tailnet'],
  'lib/push': ['lib/tailnet', 'lib/store'],
  // lib/report: a review is kept as it will be shown.
  'lib/poll': [
    'lib/tailnet',
    'lib/collect',
    'lib/store',
    'lib/diagnose',
    'lib/config',
    'lib/push',
    'lib/report',
  ],
  'lib/explain': ['lib/tailnet', 'lib/collect', 'lib/diagnose', 'lib/report'],
  'lib/check': ['lib/tailnet', 'lib/collect', 'lib/config', 'lib/report'],
  'lib/setup': ['lib/config', 'lib/store', 'lib/push', 'prisma'],
  'lib/fake': ['lib/tailnet'],
  'lib/demo': [
    'lib/tailnet',
    'lib/collect',
    'lib/store',
    'lib/diagnose',
    'lib/config',
    'lib/poll',
    'lib/fake',
  ],
  components: ['lib/tailnet', 'lib/report'],
  app: ['lib/tailnet', 'lib/report', 'lib/store', 'lib/push', 'components'],
}

/** Rooms that see no clock, network, disk, environment or framework: plain values in, plain values out. */
const pureRooms = ['lib/tailnet', 'lib/diagnose', 'lib/report']
const impureGlobals =
  /\b(Date\.now\(|new Date\(\)|process\.|fetch\(|setTimeout\(|setInterval\(|Math\.random\(|globalThis\b|performance\.now\()/

const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file)

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(file => /\.tsx?$/.test(file) && statSync(file).isFile())
    .filter(file => !file.includes('/node_modules/') && !file.includes('/fake/lab/'))
}

const roomFolders = [
  ...readdirSync(join(root, 'lib'), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => `lib/${entry.name}`),
  'app',
  'components',
]

function roomOf(file: string): string {
  const [first = '', second = ''] = relative(root, file).split('/')
  return first === 'lib' ? `lib/${second}` : first
}

/** Specifiers of imports, exports and dynamic imports in a file. */
function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)['"]([^'"\n]+)['"]/g)
  return [...found].map(match => match[1] ?? '')
}

/** The file of ours that a specifier leads to, or null for a package. */
function ours(file: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return join(root, specifier.slice(1))
  return specifier.startsWith('.') ? resolve(dirname(file), specifier) : null
}

describe('the arrows of the house', () => {
  test('every room has its arrows written down', () => {
    expect(roomFolders.filter(room => !(room in arrows))).toEqual([])
  })

  test.each(Object.keys(arrows))('%s imports only what it may', room => {
    const allowed = new Set([room, ...(arrows[room] ?? [])])
    const broken = sourceFiles(join(root, room))
      .filter(file => !isTest(file))
      .flatMap(file =>
        imports(file).flatMap(specifier => {
          const target = ours(file, specifier)
          return target && !allowed.has(roomOf(target)) ? [`${relative(root, file)} → ${specifier}`] : []
        }),
      )
    expect(broken).toEqual([])
  })

  test.each(pureRooms)('%s is pure: no package but zod, no clock, no effect', room => {
    const broken = sourceFiles(join(root, room))
      .filter(file => !isTest(file))
      .flatMap(file => {
        const packages = imports(file).filter(name => ours(file, name) === null && name !== 'zod')
        const effects = readFileSync(file, 'utf8').match(impureGlobals)?.[0]
        return [...packages, ...(effects ? [effects] : [])].map(what => `${relative(root, file)}: ${what}`)
      })
    expect(broken).toEqual([])
  })

  test('only tests and the demo import the fake', () => {
    const users = roomFolders
      .filter(room => room !== 'lib/fake' && room !== 'lib/demo')
      .flatMap(room => sourceFiles(join(root, room)))
      .filter(file => !isTest(file))
      .filter(file => imports(file).some(name => ours(file, name)?.startsWith(join(root, 'lib/fake'))))
    expect(users).toEqual([])
  })

  test("'use client' stands on leaves: no page, layout or route carries it", () => {
    const heads = sourceFiles(join(root, 'app')).filter(file => /\/(page|layout|route)\.tsx?$/.test(file))
    expect(heads.filter(file => /^['"]use client['"]/m.test(readFileSync(file, 'utf8')))).toEqual([])
  })

  test('no barrels and no dumping grounds', () => {
    const names = /\/(index|utils?|helpers?|types|constants|common)\.tsx?$/
    expect(
      roomFolders.flatMap(room => sourceFiles(join(root, room))).filter(file => names.test(file)),
    ).toEqual([])
  })

  test('no file outside tests is over 300 lines', () => {
    const long = roomFolders
      .flatMap(room => sourceFiles(join(root, room)))
      .filter(file => !isTest(file))
      .map(file => [relative(root, file), readFileSync(file, 'utf8').split('\n').length] as const)
      .filter(([, lines]) => lines > 301)
    expect(long).toEqual([])
  })
})
