import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Runs on the system's Node (20 or later) before anything is installed: only what Node itself brings. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const node = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)
const stamp = join(root, 'node_modules', '.tailpath-installed')
const lock = join(root, '.tailpath-install')

/** Installs what package-lock.json names, unless that was done. Two starts at once install once. */
export function install() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail(`tailpath needs Node 20 or later; this is ${process.version}.`)
  }
  const want = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (isInstalled(want)) return
  takeLock()
  try {
    if (isInstalled(want)) return
    process.stderr.write('tailpath: installing packages (only after a change) …\n')
    const started = Date.now()
    npmCi()
    writeFileSync(stamp, want)
    process.stderr.write(
      `tailpath: installing packages: done in ${Math.round((Date.now() - started) / 1000)} s\n`,
    )
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

const isInstalled = want => existsSync(stamp) && existsSync(node) && readFileSync(stamp, 'utf8') === want

function npmCi() {
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    NEXT_TELEMETRY_DISABLED: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    // Else the package @prisma/engines downloads a program that tailpath does not use.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  }
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  // What npm says goes to stderr: `explain --json` keeps stdout for its answer.
  const stdio = ['ignore', 2, 2]
  const result =
    npm && /\.c?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...args], { cwd: root, env, stdio })
      : spawnSync('npm', args, { cwd: root, env, stdio, shell: process.platform === 'win32' })
  if (result.status !== 0) fail('npm could not install the packages: what it says stands above.')
}

/** A folder is made by one process only. One that a killed start left is taken over. */
function takeLock() {
  for (;;) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(process.pid))
      return
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`The folder of tailpath cannot be written (${error.code}).`)
    }
    if (isHeld()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
    else rmSync(lock, { recursive: true, force: true })
  }
}

function isHeld() {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0)
    return true
  } catch {
    return false
  }
}

/** Says what is wrong and ends. */
export function fail(why) {
  rmSync(lock, { recursive: true, force: true })
  process.stderr.write(`tailpath: ${why}\n`)
  process.exit(1)
}
