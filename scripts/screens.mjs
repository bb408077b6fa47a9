import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { fail, install, root } from './install.mjs'

/**
 * Takes the pictures of the README from a running app: `npm start` in one terminal, `npm run screens` in another.
 * TAILPATH_ADDRESS names the app where it is not the default one.
 */
install()
const address = process.env.TAILPATH_ADDRESS ?? `http://localhost:${process.env.PORT ?? 3000}`
const folder = join(root, 'docs/screens')
mkdirSync(folder, { recursive: true })

const { chromium } = await import('@playwright/test')
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' })

async function take(name, path) {
  const answer = await page.goto(address + path, { waitUntil: 'load' }).catch(() => null)
  if (!answer?.ok()) {
    await browser.close()
    fail(`${address}${path} does not answer (${answer?.status() ?? 'no connection'}): start the app first.`)
  }
  await page.waitForTimeout(1_500)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  process.stdout.write(`docs/screens/${name}.png\n`)
}

/** The first link of a page that leads under `prefix`. */
const linkTo = prefix =>
  page.locator(`main a[href^="${prefix}"]`).first().getAttribute('href', { timeout: 5_000 })

await take('overview', '/')
await take('pods', '/pods')
await take('pod', '/pods/eks-prod/apps/api')
await take('causes', '/causes')
await take('cause', '/causes/cni-aws-vpc-random')
await take('fixes', '/fixes')
await take('matrix', '/matrix')
await take('link', await linkTo('/links/'))
await take('device', await linkTo('/devices/'))
await take('regions', '/regions')
await take('cluster', '/clusters/eks-prod')
await take('review', '/review')
await take('search', '/search?q=lap-hard')
await take('settings', '/settings')
await browser.close()
