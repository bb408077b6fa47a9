import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'

const verdict = /^(All )?\d+ (of \d+ )?active links? (is|are) direct/
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const plot = (page: Page, name: string) =>
  region(page, name).getByRole('group', { name: new RegExp(`^${name}`) })
const search = (page: Page) => new URL(page.url()).searchParams
const lengthOf = (page: Page) =>
  Date.parse(search(page).get('to') ?? '') - Date.parse(search(page).get('from') ?? '')
const minute = 60_000

/** Waits until the collector on the stage has a first picture. */
async function open(page: Page, address = '/?from=1h') {
  await expect(async () => {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(verdict, { timeout: 2_000 })
    await expect(region(page, 'Causes by effect').getByRole('row').nth(1)).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 80_000 })
}

async function type(page: Page, words: string) {
  const field = page.getByLabel('Type', { exact: true })
  if (!(await field.isVisible())) await page.locator('summary').filter({ hasText: / to / }).first().click()
  await field.fill(words)
  await field.press('Enter')
}

test.describe('which hours?', () => {
  test('typed as one says them, in the zone on screen, or told why not', async ({ page }) => {
    await open(page, '/?from=1h&zone=Europe/Berlin')
    await type(page, 'the day before')
    await expect(page.getByRole('alert').filter({ hasText: '“the day before” is no moment' })).toBeVisible()
    await type(page, '13h')
    await expect(page).toHaveURL(/from=13h/)
    await expect(page.getByText('Last 13 h')).toBeVisible()
    await type(page, '2026-01-20 14:00 to 16:30')
    await expect.poll(() => search(page).get('from')).toBe('2026-01-20T13:00Z')
    expect(search(page).get('to')).toBe('2026-01-20T15:30Z')
    await expect(page.getByText(/^Paused at 20 Jan 16:30 Berlin$/)).toBeVisible()
    await expect(page.getByText(/What diagnosis said is kept for 14 days/)).toBeVisible()
    await page.getByRole('link', { name: 'Jump to now' }).click()
    await expect(page.getByRole('link', { name: /^Live/ })).toBeVisible()
  })

  test('brushing a chart zooms into it and pauses; Back leads back, and zooming out is a click', async ({
    page,
  }) => {
    await open(page)
    const box = await plot(page, 'Share of links').boundingBox()
    if (!box) throw new Error('no chart')
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.8, box.y + 60, { steps: 6 })
    await expect(page.getByText(/\d\d:\d\d to \d+ \w+ \d\d:\d\d, \d+ min/)).toBeVisible()
    await page.mouse.up()
    await expect(page).toHaveURL(/from=\d{4}-.*to=\d{4}-/)
    expect(lengthOf(page)).toBeGreaterThan(10 * minute)
    expect(lengthOf(page)).toBeLessThan(30 * minute)
    await expect(page.getByText(/^Paused at/)).toBeVisible()
    const before = lengthOf(page)
    await page.getByRole('link', { name: 'Zoom out' }).click()
    await expect.poll(() => search(page).get('to') === null || lengthOf(page) > before * 1.5).toBe(true)
    await page.goBack()
    await expect.poll(() => lengthOf(page)).toBe(before)
    await page.goBack()
    await expect(page.getByRole('link', { name: /^Live/ })).toBeVisible()
  })

  test('keys brush too: Shift and the arrows select, Escape lets go, Enter shows the hours', async ({
    page,
  }) => {
    await open(page)
    const chart = plot(page, 'Share of time')
    // A chart that can be walked comes with the first key.
    await expect(async () => {
      await page.keyboard.press('Shift')
      await chart.locator('.recharts-surface').first().focus({ timeout: 1_000 })
    }).toPass()
    for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight')
    for (let press = 0; press < 20; press++) await page.keyboard.press('Shift+ArrowRight')
    await expect(chart.getByText(/^Selected .* Enter shows these hours/)).toBeAttached()
    await page.keyboard.press('Escape')
    await expect(chart.getByText(/^Selected/)).toHaveCount(0)
    for (let press = 0; press < 20; press++) await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/from=\d{4}-.*to=\d{4}-/)
    expect(lengthOf(page)).toBeGreaterThanOrEqual(15 * minute)
    expect(lengthOf(page)).toBeLessThanOrEqual(25 * minute)
  })
})

test.describe('one cross-hair', () => {
  test('a moment on one chart shows its line and its values on the others', async ({ page }) => {
    await open(page)
    const box = await plot(page, 'Share of links').boundingBox()
    if (!box) throw new Error('no chart')
    await page.mouse.move(box.x + box.width * 0.7, box.y + 60)
    for (const other of ['Share of time', 'Share of bytes']) {
      await expect(plot(page, other).locator('line.cross')).toBeAttached()
      await expect(plot(page, other).locator('.tip')).toBeVisible()
    }
    await page.mouse.move(5, 5)
    await expect(page.locator('line.cross')).toHaveCount(0)
  })

  test('the lanes of a pod and its charts share it, by pointer and by keys', async ({ page }) => {
    await open(page)
    await region(page, 'Worst workloads').locator('a[href^="/pods/"]').first().click()
    const lanes = page.getByRole('group', { name: /^Hours of the links/ })
    await expect(lanes).toBeVisible()
    await lanes.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    await expect(lanes.locator('line.cross')).toBeAttached()
    await expect(page.locator('.plot line.cross').first()).toBeAttached()
    const chart = page.locator('.plot').first()
    await chart.scrollIntoViewIfNeeded()
    const box = await chart.boundingBox()
    if (!box) throw new Error('no chart')
    await page.mouse.move(box.x + box.width * 0.9, box.y + 60)
    await expect(lanes.locator('.tip')).toBeAttached()
  })
})

test.describe('replay', () => {
  test('the page and the matrix show a moment of the past, and say which; leaving shows now', async ({
    page,
  }) => {
    await open(page)
    await page.getByRole('button', { name: 'Replay', exact: true }).click()
    const slider = page.getByRole('slider', { name: 'Moment' })
    await slider.focus()
    const asked: string[] = []
    page.on('request', request => {
      if (request.url().includes('/api/v1/shares')) asked.push(request.url())
    })
    await page.keyboard.press('ArrowLeft')
    await expect(page).toHaveURL(/at=\d{4}-\d\d-\d\dT\d\d(:|%3A)\d\dZ/)
    await expect(
      page.getByRole('status').filter({ hasText: /^Replay: the picture of \d+ \w+ \d\d:\d\d UTC$/ }),
    ).toBeVisible()
    await expect(page.getByText(/^Paused at/)).toBeVisible()
    await expect.poll(() => asked.length).toBeGreaterThan(0)
    const at = search(page).get('at') ?? ''
    expect(new URL(asked.at(-1) ?? '').searchParams.get('to')).toBe(at.replace('Z', ':00Z'))
    // Before the collector ran there is nothing, and that is said.
    await page.keyboard.press('Home')
    await expect(page.getByText(/Nothing was measured yet: the first round was at/)).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'No pod with tailscale has been found yet.',
    )
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'No pod with tailscale has been found yet.',
    )
    await page.getByRole('button', { name: 'Leave replay' }).click()
    await expect(page.getByRole('link', { name: /^Live/ })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(verdict)
    await page.goto(`/matrix?at=${at}`)
    await expect(page.getByRole('main').getByText(/As it was at \d+ \w+ \d\d:\d\d UTC/)).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).include('.replay').analyze()
    expect(violations).toEqual([])
  })

  test('it plays by itself, unless the reader wants nothing to move', async ({ page, browser }) => {
    await open(page)
    const start = new Date(Date.now() - 60 * minute).toISOString()
    await page.goto(`/?from=1h&replay=24h&at=${start}`)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await expect
      .poll(() => Date.parse(search(page).get('at') ?? ''))
      .toBeGreaterThan(Date.parse(start) + 10 * minute)
    const calm = await browser.newContext({ reducedMotion: 'reduce' })
    const still = await calm.newPage()
    await still.goto(`${new URL(page.url()).origin}/?from=1h&replay=24h&at=${start}`)
    await still.getByRole('button', { name: 'Next step' }).click()
    await expect
      .poll(() => Date.parse(search(still).get('at') ?? ''))
      .toBeGreaterThan(Date.parse(start) + 10 * minute)
    await expect(still.getByRole('button', { name: 'Play', exact: true })).toHaveCount(0)
    await calm.close()
  })
})

test.describe('a link that is passed on', () => {
  const pages = ['/', '/pods', '/causes', '/matrix', '/regions']

  const textsOf = async (browser: Browser, origin: string, query: string): Promise<string[]> => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const texts: string[] = []
    for (const path of pages) {
      await page.goto(`${origin}${path}${query}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
      texts.push(await page.getByRole('main').innerText())
    }
    await context.close()
    return texts
  }

  test('shows the same numbers in a clean profile, when more has happened since', async ({
    page,
    browser,
  }) => {
    test.setTimeout(180_000)
    await open(page)
    // What was under way has come in by then.
    const to = new Date(Math.floor(Date.now() / minute) * minute)
    await page.waitForTimeout(30_000)
    const from = new Date(to.getTime() - 10 * minute)
    const query = `?from=${from.toISOString()}&to=${to.toISOString()}`
    const { origin } = new URL(page.url())
    const first = await textsOf(browser, origin, query)
    await page.waitForTimeout(45_000)
    expect(await textsOf(browser, origin, query)).toEqual(first)
  })

  test('a copied link has absolute hours, also out of a replay', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await open(page)
    await page.getByRole('button', { name: 'Copy link' }).click()
    const live = new URL(await page.evaluate(() => navigator.clipboard.readText())).searchParams
    expect(live.get('from')).toMatch(/^\d{4}-/)
    expect(live.get('to')).toMatch(/^\d{4}-/)
    const at = new Date(Math.floor(Date.now() / minute - 5) * minute).toISOString()
    await page.goto(`/?from=1h&at=${at}`)
    await page.getByRole('button', { name: 'Copy link' }).click()
    const replayed = new URL(await page.evaluate(() => navigator.clipboard.readText())).searchParams
    expect(Date.parse(replayed.get('to') ?? '')).toBe(Date.parse(at))
  })
})
