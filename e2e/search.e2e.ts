import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

/** Keys work from the moment on that the page's script runs. */
async function openSearch(page: Page) {
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(page.getByRole('combobox', { name: /Search/ })).toBeFocused({ timeout: 300 })
  }).toPass()
}

test.beforeAll(async ({ request }) => {
  // The stage's collector has just begun: the questions below are about a picture that stands.
  await expect(async () => {
    const found = await (await request.get('/api/v1/search?q=lap-hard')).json()
    expect(found.best?.rows?.length).toBeGreaterThan(0)
    expect(found.best.rows.some((row: { causes: unknown[] }) => row.causes.length > 0)).toBe(true)
  }).toPass({ timeout: 80_000 })
})

test.describe('whatever is at hand can be pasted in', () => {
  for (const [what, text, title] of [
    ['a tailnet address', '100.64.0.25', 'lap-hard'],
    ['an IPv6 address in another spelling', 'FD7A:115C:A1E0:AB12:4843:CD96:6240:0019', 'lap-hard'],
    ['a MagicDNS name', 'lap-hard.lab.ts.net.', 'lap-hard'],
    ['a pod’s address', 'http://10.20.10.101:9002/metrics', 'api'],
    ['a public endpoint’s address', '203.0.113.42', 'lap-hard'],
    ['a workload', 'deploy/netpol', 'netpol'],
  ] as const) {
    test(`${what} leads to whose it is, with both NATs, path and cause`, async ({ page }) => {
      await page.goto(`/search?q=${encodeURIComponent(text)}`)
      await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
      const links = page.locator('table.reach')
      await expect(links.getByRole('columnheader').filter({ hasText: 'NAT of' })).toHaveCount(2)
      await expect(links.locator('tbody tr').first()).toContainText(/DERP|direct|idle|peer relay/)
    })
  }

  test('a node, a user: all that is theirs', async ({ page }) => {
    await page.goto('/search?q=user@example.com')
    await expect(page.locator('table.hits')).toContainText('user user@example.com')
    expect(await page.locator('table.hits a.rowlink').count()).toBeGreaterThan(5)
  })

  test('two of them are a link', async ({ page }) => {
    await page.goto(`/search?q=${encodeURIComponent('api → lap-hard')}`)
    await page.locator('table.hits a.rowlink').first().click()
    await expect(page).toHaveURL(/\/links\//)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('lap-hard')
  })

  test('what is not there is said, with what can be asked for; odd signs are only signs', async ({
    page,
  }) => {
    for (const odd of [
      'nosuchthing',
      '%',
      "'; drop table device; --",
      '\\',
      '<script>alert(1)</script>',
      '‮%00',
    ]) {
      await page.goto(`/search?q=${encodeURIComponent(odd)}`)
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Nothing is named')
    }
  })
})

test('by keyboard alone: slash, paste, Enter, and back to the results', async ({ page }) => {
  await page.goto('/')
  await openSearch(page)
  await page.keyboard.insertText('100.64.0.25')
  await expect(page.getByRole('option', { selected: true })).toContainText('lap-hard')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/devices\//)

  await openSearch(page)
  await page.keyboard.type('api')
  await expect(page.getByRole('option', { selected: true })).toContainText('api')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/search\?q=api/)
})

test('the hours of the reader stay', async ({ page }) => {
  await page.goto('/causes?from=1h&zone=UTC')
  await openSearch(page)
  await page.keyboard.insertText('100.64.0.25')
  await expect(page.getByRole('option', { selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/devices\/.*from=1h/)
})

test('without scripts the field is a form, and the answer stands in the page', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('combobox', { name: /Search/ }).fill('100.64.0.25')
  await page.getByRole('combobox', { name: /Search/ }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('lap-hard')
  await expect(page.locator('table.reach tbody tr').first()).toBeVisible()
  await context.close()
})

for (const scheme of ['light', 'dark'] as const) {
  test(`no violation of accessibility in ${scheme}, the open list included`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme })
    await page.goto('/search?q=api')
    await openSearch(page)
    await page.keyboard.type('api')
    await expect(page.getByRole('option').first()).toBeVisible()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  })
}
