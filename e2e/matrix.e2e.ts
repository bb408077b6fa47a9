import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const grid = (page: Page) => page.getByRole('grid')
const cell = (page: Page, label: RegExp) => grid(page).getByRole('link', { name: label })

async function open(page: Page, search = '') {
  await expect(async () => {
    await page.goto(`/matrix${search}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/directly/, { timeout: 2_000 })
    await expect(grid(page).getByRole('row')).not.toHaveCount(0, { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
}

/** The lab's pods have all been seen, and a diagnosis of them made. */
async function openWhole(page: Page) {
  await expect(async () => {
    await open(page)
    await expect(cell(page, /^netpol to lap-noudp: DERP/)).toBeVisible({ timeout: 2_000 })
    await expect(cell(page, /^hn-open to lap-hard: direct/)).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
}

test.describe('who reaches whom?', () => {
  test('every pair with its path, and rows of one cause together', async ({ page }) => {
    await openWhole(page)
    await expect(grid(page).getByRole('columnheader', { name: /^lap-noudp/ })).toBeVisible()
    const noudp = grid(page).getByRole('row').filter({ hasText: 'netpol' })
    await expect(noudp.getByRole('img')).toHaveAttribute('aria-label', /^0 direct, 0 peer relay, \d DERP$/)
    const shared = page.getByRole('region', { name: 'Blocks in this picture' })
    await expect(
      shared
        .getByRole('row')
        .filter({ hasText: /no UDP/i })
        .first(),
    ).toContainText(/\d+ links?/)
  })

  test('a cell leads to its link, a row to its pod', async ({ page }) => {
    await openWhole(page)
    await expect(cell(page, /^netpol to lap-noudp/)).toHaveAttribute('href', /^\/links\/[^/]+\/[^/]+/)
    await grid(page).getByRole('rowheader', { name: 'netpol' }).getByRole('link').click()
    await expect(page).toHaveURL(/\/pods\/dc-cilium\/apps\/netpol/)
  })

  test('under the pointer: both sides, since when, and why', async ({ page }) => {
    await openWhole(page)
    await cell(page, /^netpol to lap-noudp/).hover()
    const tip = page.locator('.mx-tip')
    await expect(tip).toContainText('netpol to lap-noudp: DERP')
    await expect(tip).toContainText(/since .*UTC/)
    await expect(tip.getByText('no UDP').first()).toBeVisible()
  })

  test('by keys alone: one stop for Tab, arrows from link to link, Escape hides the detail', async ({
    page,
  }) => {
    await openWhole(page)
    const entry = grid(page).locator('[data-cell][tabindex="0"]')
    await expect(entry).toHaveCount(1)
    await entry.focus()
    const first = await page.locator(':focus').getAttribute('data-cell')
    await page.keyboard.press('ArrowRight')
    const second = await page.locator(':focus').getAttribute('data-cell')
    expect(second).not.toBe(first)
    expect(second?.split(':')[0]).toBe(first?.split(':')[0])
    await page.keyboard.press('ArrowDown')
    expect((await page.locator(':focus').getAttribute('data-cell'))?.split(':')[1]).toBe(
      second?.split(':')[1],
    )
    await expect(page.locator('.mx-tip')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.locator('.mx-tip')).toBeHidden()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/(links|pods)\//)
  })

  test('in groups, and from a group into its parts; all of it in the address', async ({ page }) => {
    await openWhole(page)
    await page.getByRole('navigation', { name: 'A line is' }).getByRole('link', { name: 'Clusters' }).click()
    await expect(page).toHaveURL(/group=cluster/)
    await expect(grid(page).getByRole('rowheader', { name: 'dc-cilium' })).toBeVisible()
    await grid(page).getByRole('rowheader', { name: 'dc-cilium' }).getByRole('link').click()
    await expect(page).toHaveURL(/group=namespace&rows=cluster%3Adc-cilium/)
    await expect(page.getByText('Only cluster dc-cilium')).toBeVisible()
    await page.getByRole('navigation', { name: 'A line is' }).getByRole('link', { name: 'Pods' }).click()
    await expect(grid(page).getByRole('rowheader', { name: 'netpol' })).toBeVisible()
    await expect(grid(page).getByRole('rowheader', { name: 'hn-open' })).toHaveCount(0)
  })

  test('by name, without the blocks', async ({ page }) => {
    await openWhole(page)
    await page.getByRole('navigation', { name: 'Sort by' }).getByRole('link', { name: 'Name' }).click()
    await expect(grid(page).getByRole('columnheader', { name: 'Shared first cause' })).toHaveCount(0)
    const names = await grid(page).locator('tbody .rh').allInnerTexts()
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)))
  })

  test('without scripts it says the same', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await openWhole(page)
    await context.close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`nothing that axe finds, ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme })
      const page = await context.newPage()
      for (const search of ['', '?group=cluster']) {
        await open(page, search)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(node => node.html) }))).toEqual([])
      }
      await context.close()
    })
  }

  test('on a phone nothing is wider than the screen', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(over).toBeLessThanOrEqual(0)
  })
})
