import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** Opens a page as soon as the collector has shown what it is about. */
async function open(page: Page, path: string, ready: () => Promise<void>) {
  await expect(async () => {
    await page.goto(path)
    await ready()
  }).toPass({ timeout: 60_000 })
}

const openCluster = (page: Page, name = 'eks-prod') =>
  open(page, `/clusters/${name}`, async () => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/direct/, { timeout: 2_000 })
    await expect(panel(page, 'Nodes').getByRole('row')).not.toHaveCount(0, { timeout: 2_000 })
  })
const openRegions = (page: Page) =>
  open(page, '/regions', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText('homes', { timeout: 2_000 })
  })
const openOverview = (page: Page) =>
  open(page, '/', async () => {
    const facts = panel(page, 'What the relayed have in common')
    await expect(facts.getByRole('link').first()).toBeVisible({ timeout: 2_000 })
  })

test.describe('what is this cluster, and how far is it seen?', () => {
  test('from the list of all to one of them', async ({ page }) => {
    const list = panel(page, 'Clusters')
    await open(page, '/clusters', async () => {
      await expect(list.getByRole('link', { name: 'gke-private' })).toBeVisible({ timeout: 2_000 })
    })
    await expect(list.getByRole('row').filter({ hasText: 'eks-prod' })).toContainText(/\d+ of \d+/)
    await list.getByRole('link', { name: 'eks-prod' }).click()
    await expect(page).toHaveURL(/\/clusters\/eks-prod/)
  })

  test('CNI, distribution and cloud, with what was seen of each', async ({ page }) => {
    await openCluster(page)
    const traits = panel(page, 'What it is')
    await expect(traits).toContainText('AWS VPC CNI')
    await expect(traits).toContainText('DaemonSet kube-system/aws-node')
    await expect(traits).toContainText(/providerID aws:\/\/… on \d+ of \d+ nodes/)
  })

  test('nodes with and without a public address; where nobody sets one, it is not known', async ({
    page,
  }) => {
    await openCluster(page)
    const nodes = panel(page, 'Nodes')
    await expect(nodes.getByRole('row').filter({ hasText: 'no ExternalIP' })).not.toHaveCount(0)
    await expect(nodes.getByRole('row').filter({ hasText: '198.51.100.' })).not.toHaveCount(0)
    await openCluster(page, 'dc-cilium')
    await expect(panel(page, 'Nodes')).toContainText('nobody sets ExternalIP here')
  })

  test('coverage by tier, and its sources', async ({ page }) => {
    await openCluster(page)
    const exec = panel(page, 'Coverage by tier').getByRole('row').filter({ hasText: 'T4' })
    await expect(exec).toContainText(/\d+ of \d+/)
    await expect(panel(page, 'Sources')).toContainText(/\d+ sources? answers?/)
  })

  test('operator resources with their limits', async ({ page }) => {
    await openCluster(page)
    const group = panel(page, 'Operator resources').getByRole('row').filter({ hasText: 'ProxyGroup' })
    await expect(group.first()).toContainText('ready')
    await openCluster(page, 'dc-cilium')
    await expect(panel(page, 'Operator resources')).toContainText(
      'PeerRelay (the API server does not have this kind)',
    )
  })

  test('its pods lead on, and to all of them', async ({ page }) => {
    await openCluster(page)
    const pods = panel(page, 'Pods')
    await expect(pods.getByRole('link', { name: 'api', exact: true })).toHaveAttribute(
      'href',
      /^\/pods\/eks-prod\/apps\/api/,
    )
    await pods.getByRole('link', { name: 'On the pods page' }).click()
    await expect(page).toHaveURL(/\/pods\?cluster=eks-prod/)
  })

  test('a cluster that never was is not found', async ({ page }) => {
    const answer = await page.goto('/clusters/nowhere')
    expect(answer?.status()).toBe(404)
    expect((await page.goto('/clusters/%E0%A4%A'))?.status()).toBeGreaterThanOrEqual(400)
  })
})

test.describe('which DERP regions carry it?', () => {
  test('homes, latency and bytes of each', async ({ page }) => {
    await openRegions(page)
    const regions = panel(page, 'DERP regions')
    const nyc = regions.getByRole('row').filter({ hasText: 'New York City' })
    await expect(nyc).toContainText(/\d+ pods?:/)
    await expect(nyc).toContainText(/of \d+ devices?/)
    await expect(panel(page, 'Homes that moved')).toBeVisible()
  })
})

test.describe('what do the relayed have in common?', () => {
  test('a fact with its counts and its interval; one click shows its pods', async ({ page }) => {
    await openOverview(page)
    const facts = panel(page, 'What the relayed have in common')
    const row = facts.getByRole('row').nth(1)
    await expect(row).toContainText(/\d+ of \d+/)
    await expect(row).toContainText(/\d+\.\d\d to \d+\.\d\d/)
    const cells = await row.locator('td').allTextContents()
    const pods = cells.reduce((sum, text) => sum + Number(/^(\d+) of \d+$/.exec(text)?.[1] ?? 0), 0)
    await row.getByRole('link').click()
    await expect(page).toHaveURL(/\/pods\?/)
    await expect(page.locator('.chip')).not.toHaveCount(0)
    // A filter by cluster or NAT also finds pods without traffic, which no fact counts.
    const rows = page.getByRole('table').locator('tbody tr:not(.grp, .spacer)')
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(pods)
    expect(pods).toBeGreaterThanOrEqual(5)
  })
})

test.describe('for everyone', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`nothing that axe finds, ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme })
      const page = await context.newPage()
      for (const show of [openCluster, openRegions, openOverview]) {
        await show(page)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(node => node.html) }))).toEqual([])
      }
      await context.close()
    })
  }

  test('on a phone nothing is wider than the screen', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const show of [openCluster, openRegions]) {
      await show(page)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(over).toBeLessThanOrEqual(0)
    }
  })
})
