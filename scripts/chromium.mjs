import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { node, root } from './install.mjs'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * Path of a browser for the tests: the one PLAYWRIGHT_CHROMIUM names, an installed Chromium or Chrome, else one
 * that is installed now, by apt-get as root or by Playwright. Ends with what to do where none can be had.
 */
export function findChromium() {
  const given = process.env.PLAYWRIGHT_CHROMIUM
  if (given) return given
  const found = installed.find(file => existsSync(file)) ?? ofPlaywright()
  if (found) return found
  process.stdout.write('tailpath: installing a Chromium for the tests (once) …\n')
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const apt = (...args) =>
      spawnSync('apt-get', args, {
        stdio: 'inherit',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation')
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  spawnSync(node, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], {
    stdio: 'inherit',
  })
  const brought = ofPlaywright()
  if (brought) return brought
  process.stderr.write(
    'tailpath: no Chromium. Install one, or name it in PLAYWRIGHT_CHROMIUM, and run npm test again.\n',
  )
  return process.exit(1)
}

/** A Chromium that Playwright downloaded earlier. */
function ofPlaywright() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    join(homedir(), process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright')
  if (!existsSync(cache)) return undefined
  const places = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ]
  return readdirSync(cache)
    .filter(name => name.startsWith('chromium-'))
    .flatMap(name => places.map(place => join(cache, name, place)))
    .find(file => existsSync(file))
}
