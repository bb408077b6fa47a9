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

test.describe('by keyboard', () => {
  test('arrows, Home and End lead from row to row, Enter opens, and the focus is always seen', async ({
    page,
  }) => {
    await page.goto('/pods?group=none&sort=name')
    const links = page.locator('main a.rowlink')
    const names = await links.allTextContents()
    // Of all rows one is in the way of the tabulator key.
    await expect(page.locator('main a.rowlink[tabindex="0"]')).toHaveCount(1)
    await links.first().focus()
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    for (const [key, name] of [
      ['ArrowDown', names[1]],
      ['ArrowDown', names[2]],
      ['ArrowUp', names[1]],
      ['End', names.at(-1)],
      ['ArrowDown', names.at(-1)],
      ['Home', names[0]],
      ['ArrowDown', names[1]],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(focused).toBe(name)
      await expect(page.locator(':focus')).toBeInViewport()
    }
    const row = page.locator('tr:has(a.rowlink:focus-visible)')
    expect(await row.evaluate(each => getComputedStyle(each).outlineStyle)).toBe('solid')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/pods\/[^/]+\/[^/]+\/[^/]+/)
  })

  test('the same keys act in other tables', async ({ page }) => {
    await page.goto('/causes')
    const links = page.locator('main table').first().locator('tbody a.rowlink')
    await expect.poll(() => links.count()).toBeGreaterThan(1)
    await links.first().focus()
    await page.keyboard.press('ArrowDown')
    await expect(links.nth(1)).toBeFocused()
    await page.keyboard.press('Home')
    await expect(links.first()).toBeFocused()
  })

  test('rows are chosen with Space and Shift, and copied as cells or as Markdown', async ({ browser }) => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await page.goto('/pods?group=none&sort=name&cols=cause')
    const names = await page.locator('main a.rowlink').allTextContents()
    await page.locator('main a.rowlink').first().focus()
    await page.keyboard.press('Space')
    await expect(page.getByText('1 pod chosen')).toBeVisible()
    await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByText('2 pods chosen')).toBeVisible()
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText())

    await page.keyboard.press('Control+c')
    await expect.poll(clipboard).toMatch(/^cluster\tnamespace\tpod\tcause\t/)
    expect((await clipboard()).split('\n').map(line => line.split('\t')[2])).toEqual([
      'pod',
      names[0],
      names[1],
    ])

    await page.getByRole('button', { name: 'Copy rows as Markdown' }).click()
    await expect.poll(clipboard).toMatch(/^\| Pod \| Cause \|\n\| --- \| --- \|\n/)
    await page.locator('main a.rowlink').first().focus()
    await page.keyboard.press('Escape')
    await expect(page.getByText(/pods? chosen/)).toHaveCount(0)
    await context.close()
  })

  test('columns are chosen in a menu that Escape closes, and stand in the address', async ({ page }) => {
    await page.goto('/pods?group=none')
    await page.locator('summary', { hasText: 'Columns' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const cluster = page.getByRole('checkbox', { name: 'Cluster', exact: true })
    await expect(cluster).toBeFocused()
    await page.keyboard.press('Space')
    await expect(page.getByRole('columnheader', { name: 'Cluster' })).toBeVisible()
    await expect(page).toHaveURL(/cols=cluster/)
    await page.keyboard.press('Escape')
    await expect(cluster).toBeHidden()
    await expect(page.locator('summary', { hasText: 'Columns' })).toBeFocused()
    await page.reload()
    await expect(page.getByRole('columnheader', { name: 'Cluster' })).toBeVisible()
  })
})

test('columns are chosen without scripts too, and the filters stay', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/pods?nat=no_udp')
  await page.locator('summary', { hasText: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Cause', exact: true }).uncheck()
  await page.getByRole('button', { name: 'Show these' }).click()
  await expect(page).toHaveURL(/nat=no_udp/)
  await expect(page.getByRole('columnheader', { name: 'Cause' })).toHaveCount(0)
  await expect(page.getByRole('columnheader', { name: 'Path of links now' })).toBeVisible()
  await context.close()
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
