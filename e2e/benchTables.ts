import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { freePort } from '#lib/setup/freePort.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { manyTargets } from './manyTargets.ts'

/**
 * Prints what the tables cost: `node e2e/benchTables.ts [TARGETS LINKS]`, by default 2000 and 100000. Wants built pages
 * (`npm start` or `npm test` makes them); with PLAYWRIGHT_CHROMIUM set, scrolls the pods page too.
 */
const [targets = 2_000, links = 100_000] = process.argv.slice(2).map(Number)
const goes = 9

interface Told {
  status: number
  bytes: number
  ms: number
  etag: string | undefined
}

/** One request, without the cache and the unpacking that fetch brings. */
function ask(url: string, headers: Record<string, string> = {}): Promise<Told> {
  const begun = performance.now()
  return new Promise((done, fail) => {
    request(url, { headers }, answer => {
      let bytes = 0
      answer.on('data', (part: Buffer) => {
        bytes += part.length
      })
      answer.on('end', () =>
        done({
          status: answer.statusCode ?? 0,
          bytes,
          ms: performance.now() - begun,
          etag: answer.headers.etag,
        }),
      )
    })
      .on('error', fail)
      .end()
  })
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const say = (name: string, words: string) => process.stdout.write(`${name.padEnd(46)} ${words}\n`)

async function measure(name: string, url: string, headers: Record<string, string> = {}): Promise<Told> {
  const first = await ask(url, headers)
  const times: number[] = []
  for (let go = 0; go < goes; go++) times.push((await ask(url, headers)).ms)
  const kilobytes = (first.bytes / 1000).toFixed(1)
  say(
    name,
    `${first.status}  ${kilobytes.padStart(8)} kB  median ${median(times).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`,
  )
  return first
}

/** Frames while the page is scrolled from its head to its foot, as a reader with a wheel does. */
async function scroll(base: string) {
  const executablePath = process.env.PLAYWRIGHT_CHROMIUM
  if (!executablePath) return
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${base}/pods`)
  await page.waitForTimeout(6_000)
  await page.evaluate(() => {
    const seen = { frames: [] as number[], long: [] as number[] }
    Object.assign(window, { seen })
    new PerformanceObserver(list => seen.long.push(...list.getEntries().map(each => each.duration))).observe({
      type: 'longtask',
    })
    let last = performance.now()
    const frame = (now: number) => {
      seen.frames.push(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  await page.mouse.move(900, 500)
  for (let step = 0; step < 200; step++) {
    await page.mouse.wheel(0, 700)
    await page.waitForTimeout(16)
  }
  const { frames, long, height, at, drawn } = await page.evaluate(() => ({
    ...(window as unknown as { seen: { frames: number[]; long: number[] } }).seen,
    height: document.documentElement.scrollHeight,
    at: window.scrollY,
    drawn: document.querySelectorAll('main a.rowlink').length,
  }))
  const late = frames.filter(ms => ms > 34).length
  say(
    'scrolling /pods',
    `${Math.round(at)} of ${height} px, ${drawn} rows drawn; ${frames.length} frames, median ${median(frames).toFixed(1)} ms, p99 ${(frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.99)] ?? 0).toFixed(0)} ms, ${late} over 34 ms; ${long.length} long tasks, longest ${Math.max(0, ...long).toFixed(0)} ms`,
  )
  await browser.close()
}

const database = await testDatabase()
const port = await freePort()
const base = `http://127.0.0.1:${port}`
await manyTargets(database.url, { targets, links })
const pages = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '--port', String(port)], {
  cwd: resolve(import.meta.dirname, '..'),
  env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: database.url, TAILPATH_MODE: 'real' },
  stdio: ['ignore', 'ignore', 'inherit'],
})
try {
  for (let wait = 0; wait < 100; wait++) {
    const isUp = await ask(`${base}/api/v1/standing`).then(
      told => told.status === 200,
      () => false,
    )
    if (isUp) break
    await new Promise(done => setTimeout(done, 200))
  }
  process.stdout.write(`${targets} targets, ${links} links\n`)
  const gzip = { 'accept-encoding': 'gzip' }
  await measure('/pods, the page', `${base}/pods`)
  await measure('/pods, the page, gzip', `${base}/pods`, gzip)
  await measure('/api/v1/pods', `${base}/api/v1/pods`)
  const { etag } = await measure('/api/v1/pods, gzip', `${base}/api/v1/pods`, gzip)
  if (etag)
    await measure('/api/v1/pods, nothing new', `${base}/api/v1/pods`, { ...gzip, 'if-none-match': etag })
  const { version } = (await (await fetch(`${base}/api/v1/pods`)).json()) as { version: string }
  const since = new URLSearchParams({ since: version })
  await measure('/api/v1/pods, what changed (nothing)', `${base}/api/v1/pods?${since}`, gzip)
  await measure('/api/v1/matrix', `${base}/api/v1/matrix`, gzip)
  await measure('/api/v1/matrix?group=none', `${base}/api/v1/matrix?group=none`, gzip)
  await scroll(base)
} finally {
  pages.kill('SIGTERM')
  await once(pages, 'exit')
  await database.close()
}
