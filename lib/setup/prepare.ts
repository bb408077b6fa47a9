import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { withFolderLock } from './folderLock.ts'
import { step } from './say.ts'
import { SetupError } from './setupError.ts'
import { sourceHash } from './sourceHash.ts'

const root = resolve(import.meta.dirname, '../..')
const stamps = join(root, 'node_modules/.cache/tailpath')
/** What the pages are built from. */
const pageSources = [
  ...['app', 'components', 'public', 'lib/report', 'lib/store', 'lib/tailnet', 'lib/diagnose', 'lib/push'],
  ...[
    'next.config.ts',
    'proxy.ts',
    'package.json',
    'tsconfig.json',
    'package-lock.json',
    'prisma/schema.prisma',
  ],
]

/** Writes the database client from prisma/schema.prisma where it is missing or older than that. */
export const prepareClient = () =>
  once('client', ['prisma/schema.prisma', 'package-lock.json'], 'prisma/generated/client.ts', () =>
    step('writing the database client', () => run(['node_modules/prisma/build/index.js', 'generate'])),
  )

/** Builds the pages where they were never built or their sources changed since. */
export const preparePages = () =>
  once('pages', pageSources, '.next/BUILD_ID', () =>
    step('building the pages (only after a change)', () => run(['node_modules/next/dist/bin/next', 'build'])),
  )

/** Runs `work` unless it ran before on the same sources and its result is still there. Two at once run it once. */
async function once(
  name: string,
  sources: string[],
  result: string,
  work: () => Promise<void>,
): Promise<void> {
  mkdirSync(stamps, { recursive: true })
  const stamp = join(stamps, name)
  const isDone = (hash: string) =>
    existsSync(join(root, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
  const hash = sourceHash(root, sources)
  if (isDone(hash)) return
  await withFolderLock(`${stamp}.lock`, async () => {
    if (isDone(hash)) return
    await work()
    writeFileSync(stamp, hash)
  })
}

/** Runs a Node program of a package quietly; what it said is shown where it fails. */
function run(args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const keep = (part: Buffer) => {
      said = (said + part).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', fail)
    child.once('close', code => {
      if (code === 0) done()
      else fail(new SetupError(`${args.join(' ')} failed:\n${said}`, 'Mend what it names and start again.'))
    })
  })
}
