import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { Client } from 'pg'
import { alive } from './crowd.ts'
import { manyTargets } from './manyTargets.ts'
import { contrast, difference, type Pixels, pixels, texture } from './pixels.ts'
import { type SeededPages, seededPages } from './seededPages.ts'

/** Can each state of a chart be told from the others, also without colour, and from how it looked a moment ago? */

const hour = 3_600_000
const minute = 60_000
/** A past that stands still; the states are written into it. */
const to = new Date(Math.floor(Date.now() / hour) * hour - hour)
const from = new Date(to.getTime() - 6 * hour)
const iso = (at: Date) => at.toISOString()
const pod = (state: string) => `/pods/c0/team-0/${state}`
const range = `from=${iso(from)}&to=${iso(to)}&zone=UTC`

/** Buckets of five minutes in which something was counted. */
const counted: Record<string, (bucket: number) => boolean> = {
  full: () => true,
  gap: bucket => bucket < 24 || bucket >= 44,
  one: bucket => bucket === 36,
  empty: () => false,
}

let served: SeededPages
let eye: Page
test.beforeAll(async ({ browser }) => {
  served = await seededPages(async url => {
    await manyTargets(url, { targets: 3, links: 9 })
    const client = new Client({ connectionString: url })
    await client.connect()
    for (const statement of alive) await client.query(statement)
    await client.query('delete from traffic_1m')
    await client.query('delete from traffic_5m')
    await client.query('delete from traffic_1h')
    for (const [state, isCounted] of Object.entries(counted)) {
      const id = `c0/team-0/Deployment/${state}`
      await client.query(
        `insert into target (id, cluster_id, namespace, kind, workload, name, first_seen, last_seen)
         values ($1, 'c0', 'team-0', 'Deployment', $2, $2, now() - interval '30 days', now())`,
        [id, state],
      )
      for (let bucket = 0; bucket < 72; bucket++) {
        if (!isCounted(bucket)) continue
        const at = new Date(from.getTime() + bucket * 5 * minute)
        for (const [path, share] of [
          ['direct_ipv4', 5],
          ['peer_relay_ipv4', 2],
          ['derp', 3],
        ] as const) {
          await client.query(
            `insert into traffic_5m (target_id, bucket, path, direction, bytes, packets) values ($1, $2, $3, 'out', $4, 100)`,
            [id, at, path, share * 100_000 * (10 + (bucket % 7))],
          )
        }
      }
    }
    await client.query(
      `insert into gap (subject, started_at, ended_at, code, reason) values ('c0/team-0/Deployment/gap#metrics', $1, $2, 'timeout', 'metrics did not answer')`,
      [new Date(from.getTime() + 24 * 5 * minute), new Date(from.getTime() + 44 * 5 * minute)],
    )
    await client.end()
  })
  eye = await browser.newPage()
})
test.afterAll(async () => {
  await eye.close()
  await served.close()
})

const bytesOf = (page: Page) => page.getByRole('region', { name: 'Bytes by path', exact: true })
const look = async (what: Locator) => pixels(eye, await what.screenshot({ animations: 'disabled' }))

async function open(browser: Browser, state: string, options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  await page.goto(`${served.address}${pod(state)}?${range}`)
  await expect(bytesOf(page)).toBeVisible()
  return page
}

async function plotOf(browser: Browser, state: string, isDrawn: boolean): Promise<Pixels> {
  const page = await open(browser, state, { javaScriptEnabled: isDrawn })
  const plot = bytesOf(page).locator('.plot')
  if (isDrawn) {
    await expect(async () => {
      await page.mouse.move(2 + Math.random() * 20, 2)
      await expect(plot.locator('.recharts-surface').first()).toBeVisible({ timeout: 1_000 })
    }).toPass()
  }
  const seen = await look(plot)
  await page.context().close()
  return seen
}

for (const isDrawn of [false, true]) {
  test(`${isDrawn ? 'drawn' : 'still'}: the same state looks the same, full, gap and one point each another way`, async ({
    browser,
  }) => {
    const states = ['full', 'gap', 'one']
    const seen: Pixels[] = []
    for (const state of states) {
      seen.push(await plotOf(browser, state, isDrawn))
    }
    const again = await plotOf(browser, 'gap', isDrawn)
    expect(difference(seen[1] ?? again, again), 'looked at twice').toBe(0)
    for (const [a, first] of seen.entries()) {
      for (const [b, second] of seen.entries()) {
        if (a < b) expect(difference(first, second), `${states[a]} and ${states[b]}`).toBeGreaterThan(0.03)
      }
    }
  })
}

test('a gap is hatched and says why, a last bucket that is open is pale and says so', async ({ browser }) => {
  const page = await open(browser, 'gap', { javaScriptEnabled: false })
  await expect(bytesOf(page).locator('rect.gap title')).toHaveText('metrics did not answer')
  await page.goto(`${served.address}${pod('full')}?${range}`)
  await expect(bytesOf(page).locator('rect.gap')).toHaveCount(0)
  await expect(bytesOf(page).locator('rect.ghost')).toHaveCount(0)
  await page.context().close()

  const bucket = new Date(Math.floor(Date.now() / (5 * minute)) * 5 * minute)
  await served.sql(
    `insert into traffic_5m (target_id, bucket, path, direction, bytes, packets)
     values ('c0/team-0/Deployment/full', '${iso(bucket)}', 'derp', 'out', 5000000, 100) on conflict do nothing`,
  )
  const live = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await live.goto(`${served.address}${pod('full')}`)
  await expect(bytesOf(live)).toContainText('last bar incomplete')
  await expect(bytesOf(live).locator('rect.ghost')).toHaveCount(1)
  await live.context().close()
})

test('empty and failing are words with what to do, in no less room than the chart', async ({ browser }) => {
  const page = await open(browser, 'empty')
  await expect(bytesOf(page)).toContainText('No counter was read in these hours')
  await expect(bytesOf(page)).toContainText('metrics port of tailscaled (9002)')
  await expect(bytesOf(page).locator('.plot')).toHaveCount(0)
  await page.context().close()
})

test('each path is told apart by its texture alone, in a bar and in an area', async ({ browser }) => {
  const page = await open(browser, 'full', { deviceScaleFactor: 4 })
  for (const prefix of ['f', 'a']) {
    const tiles: Pixels[] = []
    for (const kind of ['direct', 'relay', 'derp']) {
      // The page's own textures at their own size, beside each other on its own ground.
      await page.evaluate(
        ([word = '']) => {
          document.querySelector('#probe')?.remove()
          document.body.insertAdjacentHTML(
            'beforeend',
            `<div id="probe" style="position:fixed;z-index:99;top:0;left:0;width:24px;height:24px;background:var(--surface)"><svg width="24" height="24"><rect class="${word}" width="24" height="24"/></svg></div>`,
          )
        },
        [`${prefix}-${kind}`],
      )
      tiles.push(texture(await look(page.locator('#probe'))))
    }
    for (const [a, first] of tiles.entries()) {
      for (const [b, second] of tiles.entries()) {
        if (a < b) expect(difference(first, second), `${prefix}: ${a} and ${b}`).toBeGreaterThan(0.05)
      }
    }
  }
  await page.context().close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`words stand out from their ground by 4.5 to 1 and marks by 3 to 1 as they are painted, ${colorScheme}`, async ({
    browser,
  }) => {
    // So fine that the strokes of a letter cover whole pixels.
    const page = await open(browser, 'full', { deviceScaleFactor: 4, colorScheme, javaScriptEnabled: false })
    const section = bytesOf(page)
    const words = [
      section.locator('header h2'),
      section.locator('header p'),
      section.locator('.chart text').first(),
      section.locator('.legend .k').first(),
      section.locator('.chart-foot summary'),
      page.getByRole('region', { name: 'Time and scope' }).locator('.places'),
    ]
    for (const word of words) expect(contrast(await look(word)), String(word)).toBeGreaterThanOrEqual(4.5)
    const marks = section.locator('.legend svg.ln')
    expect(await marks.count()).toBe(3)
    for (const mark of await marks.all()) {
      expect(contrast(await look(mark))).toBeGreaterThanOrEqual(3)
    }
    await page.context().close()
  })
}
