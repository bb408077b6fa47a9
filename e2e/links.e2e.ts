import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

interface Found {
  best: { href: string; rows: { href: string; name: string; causes: { code: string }[] }[] } | null
}

/** Where the device stands: its id is the control plane's. */
async function addressOf(page: Page, name: string): Promise<string> {
  const found: Found = await (await page.request.get(`/api/v1/search?q=${name}.lab.ts.net`)).json()
  return found.best?.href ?? ''
}

test.beforeAll(async ({ request }) => {
  await expect(async () => {
    const found: Found = await (await request.get('/api/v1/search?q=lap-noudp')).json()
    expect(
      found.best?.rows.some(({ causes }) => causes.some(({ code }) => code === 'peer-udp-blocked')),
    ).toBe(true)
  }).toPass({ timeout: 80_000 })
})

test.describe('is it the device, or one of my pods?', () => {
  test('a device without UDP is hard for everyone, and the cluster is cleared', async ({ page }) => {
    await page.goto(await addressOf(page, 'lap-noudp'))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      /^Hard for everyone: \d+ pods affected, not your cluster\.$/,
    )
    const nat = page.getByRole('region', { name: 'Its NAT' })
    await expect(nat).toContainText('nothing was answered')
    await expect(nat).toContainText('Tailscale API')
  })

  test('the title names the device, and that of a link both ends', async ({ page }) => {
    await page.goto(await addressOf(page, 'lap-noudp'))
    await expect(page).toHaveTitle(/^lap-noudp\b/)
    await page.getByRole('main').locator('a[href^="/links/"]').first().click()
    await expect(page).toHaveTitle(/lap-noudp.* – |– lap-noudp/)
    await expect(page.getByRole('region', { name: 'What changed', exact: true })).toBeVisible()
  })

  test('an open one is cleared: only pods without UDP reach it through DERP', async ({ page }) => {
    await page.goto(await addressOf(page, 'vm-open'))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      /^Trouble of 2 pods, not of this device: .+, \d+ not\.$/,
    )
  })

  test('what nobody measured is said to be unknown, never “no”', async ({ page }) => {
    await page.goto(await addressOf(page, 'lap-noudp'))
    await expect(page.getByRole('region', { name: 'Its NAT' })).toContainText('nobody says')
  })

  test('there is no page of a device that nobody named', async ({ page }) => {
    for (const odd of ['nosuchdevice', '%E0%A4%A', encodeURIComponent("' or 1=1 --")]) {
      expect((await page.goto(`/devices/${odd}`))?.status()).toBeGreaterThanOrEqual(400)
    }
  })
})

test.describe('both ends side by side', () => {
  test('from the device to the link: who is hard, the way with its breaks, causes, the first remedy', async ({
    page,
  }) => {
    await page.goto(await addressOf(page, 'lap-hard'))
    const row = page.getByRole('row', { name: /api/ }).first()
    await row.getByRole('link', { name: /Both ends/ }).click()
    await expect(page).toHaveURL(/\/links\//)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('both sides are hard')
    await expect(page.getByRole('region', { name: 'Both ends' }).getByRole('article')).toHaveCount(2)
    await expect(page.getByRole('region', { name: 'Where it breaks' })).toContainText('breaks here')
    await expect(page.getByRole('region', { name: 'Causes' })).toContainText('Would disprove it')
    await expect(page.getByRole('region', { name: 'What would make it direct' })).toContainText('Verify')
    await expect(page.getByRole('region', { name: 'Path over time' }).getByRole('img')).toHaveAttribute(
      'aria-label',
      /link/,
    )
  })

  test('it stands there without scripts too', async ({ browser, page }) => {
    const found: Found = await (await page.request.get('/api/v1/search?q=lap-hard.lab.ts.net')).json()
    const context = await browser.newContext({ javaScriptEnabled: false })
    const plain = await context.newPage()
    await plain.goto(found.best?.rows[0]?.href ?? '')
    await expect(plain.getByRole('heading', { level: 1 })).toContainText('lap-hard')
    await expect(plain.getByRole('region', { name: 'Both ends' }).getByRole('article')).toHaveCount(2)
    await context.close()
  })
})

for (const scheme of ['light', 'dark'] as const) {
  test(`no violation of accessibility in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme })
    const device = await addressOf(page, 'lap-hard')
    const found: Found = await (await page.request.get('/api/v1/search?q=lap-hard.lab.ts.net')).json()
    for (const address of [device, found.best?.rows[0]?.href ?? '']) {
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    }
  })
}
