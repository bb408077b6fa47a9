import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'

const shares = ['Share of links', 'Share of time', 'Share of bytes']
const verdict = /^(All )?\d+ (of \d+ )?active links? (is|are) direct/

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** Waits until the collector on the stage has a first picture. */
async function open(page: Page, address = '/') {
  await expect(async () => {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(verdict, { timeout: 2_000 })
    await expect(panel(page, 'Causes by effect').getByRole('row').nth(1)).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
}

test.describe('how healthy is the tailnet?', () => {
  test('one sentence, three shares, causes, changes, the worst, and whether the picture is whole', async ({
    page,
  }) => {
    const complaints: string[] = []
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', error => complaints.push(String(error)))
    await open(page)
    for (const share of shares) {
      await expect(panel(page, share)).toContainText(/\d+ % ?direct/)
      await expect(panel(page, share).locator('.plot svg').first()).toBeVisible()
    }
    const causes = panel(page, 'Causes by effect')
    await expect(causes.getByRole('row').nth(1)).toContainText(/certain|likely|possible/)
    expect(await causes.locator('a[href^="/causes/"]').count()).toBeGreaterThan(2)
    const worst = panel(page, 'Worst workloads')
    expect(await worst.locator('a[href^="/pods/"]').count()).toBeGreaterThan(2)
    await expect(panel(page, 'What changed')).toBeVisible()
    for (const cluster of ['eks-prod', 'dc-cilium', 'gke-private']) {
      await expect(panel(page, 'Collector')).toContainText(cluster)
    }
    expect(complaints).toEqual([])
    await expect(page.getByText(/NaN|undefined|Invalid Date|\[object/)).toHaveCount(0)
  })

  test('new rounds arrive without a reload', async ({ page }) => {
    await open(page)
    await page.evaluate(() => document.body.setAttribute('data-same', 'yes'))
    const round = page.getByText(/Last round/)
    const before = await round.textContent()
    await expect(round).not.toHaveText(before ?? '', { timeout: 20_000 })
    await expect(page.locator('body')).toHaveAttribute('data-same', 'yes')
  })

  test('what a chart shows can be read as a table', async ({ page }) => {
    await open(page)
    const links = panel(page, 'Share of links')
    await links.getByText('Table', { exact: true }).click()
    await expect(links.getByRole('columnheader', { name: 'DERP' })).toBeVisible()
    await expect(links.getByRole('row').last()).toContainText(/\d|not measured|before the first round/)
  })
})

test.describe('the bar of time', () => {
  test('pausing makes an address that stands still, and one click goes on', async ({ page }) => {
    await open(page)
    await page.getByRole('link', { name: /^Live/ }).click()
    await expect(page.getByText(/^Paused at \d\d:\d\d UTC$/)).toBeVisible()
    await expect(page).toHaveURL(/from=\d{4}-.*to=\d{4}-/)
    const asked: string[] = []
    page.on('request', request => {
      if (request.url().includes('/api/v1/shares')) asked.push(request.url())
    })
    await page.waitForTimeout(7_000)
    expect(asked).toEqual([])
    await page.getByRole('link', { name: 'Jump to now' }).click()
    await expect(page.getByRole('link', { name: /^Live/ })).toBeVisible()
    await expect.poll(() => asked.length, { timeout: 15_000 }).toBeGreaterThan(0)
  })

  test('a preset and the zone stand in the address and go along to another page', async ({ browser }) => {
    const context = await browser.newContext({ timezoneId: 'Asia/Tokyo' })
    const page = await context.newPage()
    await open(page)
    await page.getByText(/^Last 6 h/).click()
    await page.getByRole('link', { name: '1 h', exact: true }).click()
    await expect(page).toHaveURL(/from=1h/)
    await page.getByRole('link', { name: 'Tokyo' }).click()
    await expect(page).toHaveURL(/zone=Asia%2FTokyo/)
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' }).click()
    await expect(page).toHaveURL(/\/settings\?.*from=1h/)
    await expect(page).toHaveURL(/zone=Asia%2FTokyo/)
    await expect(page.getByText(/Last round \d\d:\d\d:\d\d Tokyo/)).toBeVisible()
    await context.close()
  })

  test('a range that cannot be read is said to be so, on the page and by the API', async ({
    page,
    request,
  }) => {
    await page.goto('/?from=yesterdayish')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('cannot be read')
    await expect(page.getByText(/no range\. Write 13h/)).toBeVisible()
    const answer = await request.get('/api/v1/shares?from=yesterdayish')
    expect(answer.status()).toBe(400)
    expect(await answer.json()).toMatchObject({
      error: { code: 'bad_request', why: expect.stringContaining('Write 13h') },
    })
    expect((await request.get(`/api/v1/shares?from=${'9'.repeat(5_000)}`)).status()).toBe(400)
  })
})

test.describe('for every reader', () => {
  test('the first paint has the answer without scripts', async ({ browser }) => {
    const page = await withoutScripts(browser)
    await open(page)
    for (const share of shares) await expect(panel(page, share)).toContainText(/\d+ % ?direct/)
    await expect(panel(page, 'Share of links').locator('.still rect').first()).toBeVisible()
    await expect(panel(page, 'Causes by effect').getByRole('row').nth(1)).toBeVisible()
    await page.getByText(/^Last 6 h/).click()
    await page.getByRole('link', { name: '24 h', exact: true }).click()
    await expect(page).toHaveURL(/from=24h/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(verdict)
    await page.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`nothing that axe finds, ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme })
      const page = await context.newPage()
      await open(page)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(node => node.html) }))).toEqual([])
      await context.close()
    })
  }

  test('keys alone: skip to the content, open the range and close it', async ({ page }) => {
    await open(page)
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to content' })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    const range = page.locator('summary', { hasText: 'Last 6 h' })
    await range.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('link', { name: '7 d', exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('link', { name: '7 d', exact: true })).toBeHidden()
    await expect(range).toBeFocused()
  })

  test('a chosen theme is there on the next first paint', async ({ page, request }) => {
    await open(page)
    await page.getByRole('button', { name: 'Dark' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    const cookies = await page.context().cookies()
    const sent = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    expect(await (await request.get('/', { headers: { Cookie: sent } })).text()).toContain(
      'data-theme="dark"',
    )
  })

  test('on a phone nothing is wider than the screen', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(over).toBeLessThanOrEqual(0)
  })
})

test('a page lets no foreign script run and names no server software', async ({ request }) => {
  const headers = (await request.get('/')).headers()
  expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/)
  expect(headers['content-security-policy']).not.toContain('unsafe-eval')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers).not.toHaveProperty('x-powered-by')
})

async function withoutScripts(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false })
  return context.newPage()
}
