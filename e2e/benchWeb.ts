import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { freePort } from '#lib/setup/freePort.ts'
import { type PageCost, pageCost } from './pageCost.ts'

/**
 * Prints what the pages cost a browser that never saw them, beside what they may cost: `npm run bench:web`. Measures
 * the app that TAILPATH_ADDRESS names, else a demo of its own, with a folder of its own, stopped and removed after.
 * Ends with 1 where `/` brings too many scripts, or a page moves under its reader.
 */
const bounds = { scriptBytes: 200_000, cls: 0.1 }
/** Good by https://web.dev/articles/vitals; said beside the measured, and no failure: a busy machine is no slow page. */
const good = { lcp: 2_500, inp: 200 }
const demoPatienceMs = 600_000

/** Each page, and what a reader does there. */
const visits: { path: string; touch: (page: Page) => Promise<unknown> }[] = [
  { path: '/', touch: useOverview },
  { path: '/pods', touch: page => type(page.getByRole('searchbox').first(), 'net') },
  { path: '/pods/eks-prod/apps/api', touch: hoverCharts },
  {
    path: '/matrix',
    touch: page =>
      page
        .locator('main table a')
        .first()
        .focus()
        .then(() => walk(page)),
  },
  { path: '/causes', touch: walkRows },
  { path: '/review', touch: walkRows },
]

async function useOverview(page: Page) {
  await page.locator('summary', { hasText: /^Last 6 h/ }).click()
  await page.keyboard.press('Escape')
  await hoverCharts(page)
  await page.keyboard.press('Control+k')
  await type(page.getByRole('dialog').getByRole('combobox'), 'api')
  await page.keyboard.press('Escape')
}

const type = (field: ReturnType<Page['getByRole']>, words: string) =>
  field.pressSequentially(words, { delay: 60, timeout: 10_000 })

/** Over a chart and along it, then a key on it. */
async function hoverCharts(page: Page) {
  const chart = page.locator('.chart .plot').first()
  await chart.scrollIntoViewIfNeeded()
  const box = await chart.boundingBox()
  if (!box) return
  for (let part = 0.2; part < 0.9; part += 0.05) {
    await page.mouse.move(box.x + box.width * part, box.y + box.height / 2)
    await page.waitForTimeout(30)
  }
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
}

async function walkRows(page: Page) {
  const row = page.locator('main a.rowlink').first()
  if ((await row.count()) > 0) await row.focus()
  await walk(page)
}

async function walk(page: Page) {
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'Home']) {
    await page.keyboard.press(key)
    await page.waitForTimeout(60)
  }
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const milliseconds = (ms: number | null) => (ms === null ? '–' : `${Math.round(ms)} ms`)
const row = (cells: string[]) =>
  `${cells.map((cell, at) => (at === 0 ? cell.padEnd(26) : cell.padStart(22))).join('')}\n`

async function measure(browser: Browser, address: string) {
  const failures: string[] = []
  process.stdout.write(
    row(['page', 'scripts (gzip)', 'after use', 'LCP', 'layout shift', 'slowest input']) +
      row([
        'bound',
        `/: ${kilobytes(bounds.scriptBytes)}`,
        '',
        `good: ${milliseconds(good.lcp)}`,
        String(bounds.cls),
        `good: ${milliseconds(good.inp)}`,
      ]),
  )
  for (const { path, touch } of visits) {
    const { page, read, close } = await pageCost(browser, address + path)
    const first = await read()
    await touch(page)
    const then = await read()
    await close()
    process.stdout.write(row([path, ...cells(first, then)]))
    if (path === '/' && first.scriptBytes > bounds.scriptBytes) {
      failures.push(`/ brings ${kilobytes(first.scriptBytes)} of scripts`)
    }
    if (then.cls > bounds.cls)
      failures.push(`${path} moves by ${then.cls.toFixed(3)}:\n  ${then.shifts.join('\n  ')}`)
  }
  return failures
}

const cells = (first: PageCost, then: PageCost) => [
  `${kilobytes(first.scriptBytes)} in ${first.scripts}`,
  kilobytes(then.scriptBytes),
  milliseconds(first.lcp),
  then.cls.toFixed(4),
  milliseconds(then.inp),
]

/** A demo that has lived through its past and is live. */
async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'tailpath-bench-'))
  const port = await freePort()
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, ['lib/setup/main.ts'], {
    cwd: resolve(import.meta.dirname, '..'),
    env: { ...inherited, PORT: String(port), TAILPATH_DATA: folder, TAILPATH_MODE: 'demo' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const address = `http://127.0.0.1:${port}`
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  process.stderr.write('bench: a demo plays its history first; that takes a minute or two …\n')
  for (let waited = 0; waited < demoPatienceMs && child.exitCode === null; waited += 1_000) {
    if (await isLive(address)) return { address, stop }
    await new Promise(done => setTimeout(done, 1_000))
  }
  await stop()
  throw new Error('the demo did not become live')
}

async function isLive(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/api/v1/standing`)
    const standing = (await answer.json()) as { banner?: object | null; lastRoundAt?: number | null }
    return answer.ok && standing.banner === null && standing.lastRoundAt !== null
  } catch {
    return false
  }
}

const given = process.env.TAILPATH_ADDRESS
const app = given ? { address: given, stop: async () => {} } : await startDemo()
const executablePath = process.env.PLAYWRIGHT_CHROMIUM
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox'],
})
try {
  const failures = await measure(browser, app.address)
  for (const failure of failures) process.stderr.write(`bench: ${failure}\n`)
  if (failures.length > 0) process.exitCode = 1
} finally {
  await browser.close()
  await app.stop()
}
