import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const clusters = ['dc-calico', 'dc-cilium', 'dc-dual', 'dc-noudp', 'eks-none', 'eks-prod', 'gke-private']
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function open(page: Page) {
  await expect(async () => {
    await page.goto('/settings')
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/pods? (is|are) judged/, {
      timeout: 2_000,
    })
    await expect(panel(page, 'Coverage')).toContainText('gke-private', { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
}

test.describe('can the picture be trusted?', () => {
  test('every cluster with its sources, its coverage and its rounds', async ({ page }) => {
    await open(page)
    for (const cluster of clusters) {
      await expect(panel(page, 'Sources')).toContainText(cluster)
      const row = panel(page, 'Coverage').getByRole('row').filter({ hasText: cluster })
      await expect(row).toContainText(/\d+ of \d+/)
      await expect(row.getByRole('img', { name: /good round/ })).toBeVisible()
    }
  })

  test('sources that answer are folded, and name themselves when opened', async ({ page }) => {
    await open(page)
    const folded = panel(page, 'Sources').locator('details').first()
    await folded.locator('summary').click()
    await expect(folded).toContainText(/Tailscale API: devices/)
    await expect(folded).toContainText(/ago/)
  })

  test('the run of the collector is there, and which rights are in use', async ({ page }) => {
    await open(page)
    await expect(panel(page, 'Collector')).toContainText('running')
    const exec = panel(page, 'Rights in use').getByRole('row').filter({ hasText: 'T4' })
    await expect(exec).toContainText(/\d+ of \d+ sources? answers?/)
  })

  test('how to connect real sources, ready to be copied', async ({ browser }) => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await open(page)
    const connect = panel(page, 'Connect your own')
    await connect.getByRole('button', { name: 'Copy' }).first().click()
    await expect(connect.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('KUBECONFIG=')
    await context.close()
  })

  test('without scripts it says the same', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await open(page)
    for (const cluster of clusters) await expect(panel(page, 'Sources')).toContainText(cluster)
    await context.close()
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

  test('on a phone nothing is wider than the screen', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(over).toBeLessThanOrEqual(0)
  })
})
