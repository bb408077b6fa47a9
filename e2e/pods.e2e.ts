import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

/** The lab has this many pods with tailscale. */
const inLab = 15

test.beforeAll(async ({ browser }) => {
  // The stage's collector has just begun: the questions below are about a picture that stands.
  const page = await browser.newPage()
  await expect(async () => {
    await page.goto('/pods')
    expect(await page.locator('main a.rowlink').count()).toBeGreaterThanOrEqual(inLab)
    await expect(page.getByRole('row', { name: /netpol/ })).toContainText('0 of', { timeout: 1_000 })
    await expect(page.getByRole('main')).toContainText(/NetworkPolicy/, { timeout: 1_000 })
  }).toPass({ timeout: 80_000 })
  await page.close()
})

test.describe('which pods have no direct path?', () => {
  test('the verdict says it with a number', async ({ page }) => {
    await page.goto('/pods')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      /^\d+ of \d+ active pods have a direct link; .+ none\.$/,
    )
  })

  test('without scripts every row leads to its page, and filters and order work by links and a form', async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/pods')
    expect(await page.locator('main a.rowlink').count()).toBeGreaterThanOrEqual(inLab)
    await expect(page.locator('main a.rowlink').first()).toHaveAttribute(
      'href',
      /^\/pods\/[^/]+\/[^/]+\/[^/]+$/,
    )

    await page.getByRole('link', { name: 'None', exact: true }).click()
    await page.getByRole('columnheader', { name: 'Pod' }).getByRole('link').click()
    await expect(page).toHaveURL(/sort=name/)
    const names = await page.locator('main a.rowlink').allTextContents()
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')))

    await page.getByRole('checkbox', { name: /^dc-noudp/ }).check()
    await page.getByRole('button', { name: 'Filter' }).click()
    await expect(page).toHaveURL(/cluster=dc-noudp/)
    await expect(page).toHaveURL(/sort=name/)
    await expect(page.locator('main a.rowlink')).toHaveText(['noudp'])
    await context.close()
  })

  test('no more than 50 rows stand in the page as it comes, whatever there is', async ({ request }) => {
    const html = await (await request.get('/pods')).text()
    const rows = html.match(/class="rowlink"/g)?.length ?? 0
    expect(rows).toBeGreaterThanOrEqual(inLab)
    expect(rows).toBeLessThanOrEqual(50)
  })
})

test.describe('finding a pod', () => {
  test('words and facets narrow the table, stand in the address, and come back from it', async ({ page }) => {
    await page.goto('/pods?group=none')
    await page.keyboard.press('/')
    await page.keyboard.type('netpol')
    await expect(page.locator('main a.rowlink')).toHaveText(['netpol'])
    await expect(page).toHaveURL(/q=netpol/)

    await page.getByRole('link', { name: 'Remove the filter by name' }).click()
    await expect(page).not.toHaveURL(/q=/)

    const filters = page.getByRole('complementary', { name: 'Filters' })
    const before = await filters
      .getByRole('checkbox', { name: /^eks-prod/ })
      .locator('..')
      .textContent()
    await filters.getByRole('checkbox', { name: /^no UDP out/ }).check()
    await expect(page).toHaveURL(/nat=no_udp/)
    await expect
      .poll(async () => (await page.locator('main a.rowlink').allTextContents()).toSorted())
      .toEqual(['netpol', 'noudp'])
    // Counts of the other facets follow; a value that would leave nothing stays, at 0.
    await expect(filters.getByRole('checkbox', { name: /^eks-prod/ }).locator('..')).toHaveText(/0$/)
    expect(before).not.toMatch(/\b0$/)

    await page.reload()
    await expect(filters.getByRole('checkbox', { name: /^no UDP out/ })).toBeChecked()
    await page.getByRole('link', { name: 'Clear', exact: true }).click()
    await expect.poll(() => page.locator('main a.rowlink').count()).toBeGreaterThanOrEqual(inLab)
  })

  test('a filter that leaves nothing says so, and how to get out', async ({ page }) => {
    await page.goto(`/pods?q=${encodeURIComponent('<b>paymnts</b>')}&path=derp`)
    await expect(page.getByRole('heading', { name: 'No pod matches “<b>paymnts</b>”' })).toBeVisible()
    await page.getByRole('link', { name: 'Clear name' }).click()
    await expect(page).toHaveURL(/path=derp/)
    await expect(page.locator('main a.rowlink').first()).toBeVisible()
  })

  test('a column orders the table, and the other way round at the next click', async ({ page }) => {
    await page.goto('/pods?group=none&sort=name')
    const head = page.getByRole('columnheader', { name: 'Pod' })
    await expect(head).toHaveAttribute('aria-sort', 'ascending')
    const first = (await page.locator('main a.rowlink').first().textContent()) ?? ''
    await head.getByRole('link').click()
    await expect(head).toHaveAttribute('aria-sort', 'descending')
    await expect(page.locator('main a.rowlink').last()).toHaveText(first)
  })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing that axe finds wrong, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme })
    const page = await context.newPage()
    await page.goto('/pods?path=derp')
    await expect(page.locator('main a.rowlink').first()).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])
    await context.close()
  })
}

test('on a phone it is a list that fits, with its filters folded', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto('/pods')
  await expect(page.locator('main a.rowlink').first()).toBeVisible()
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
  await page.getByText('Filters', { exact: true }).click()
  await page.getByRole('checkbox', { name: /^no UDP out/ }).check()
  await expect(page).toHaveURL(/nat=no_udp/)
  await context.close()
})
